-- What an edit of a ticket replaced, beside the words it put there: erasure reaches both.

-- +goose Up
alter table words add column was text not null default '';
