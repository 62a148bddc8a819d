-- A ticket's procedure and the values of its category's own fields, as they were asked.

-- +goose Up
alter table tickets add column checklist text not null default ''; -- JSON
alter table tickets add column fields    text not null default ''; -- JSON
