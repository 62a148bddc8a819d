-- How far a request has come before its work: evaluation and approval.

-- +goose Up
alter table tickets add column steps text not null default '{}';
