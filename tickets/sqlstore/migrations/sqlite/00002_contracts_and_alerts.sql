-- The service contract of a ticket's beneficiary, and the alert budgets of channels.

-- +goose Up
alter table tickets    add column contract text not null default '';
alter table tickets    add column resolved_by text not null default '';
alter table deliveries add column budget   text not null default ''; -- the channel's, '' for what is no alert

-- What was said counts; what is held back is listed by its digest.
create index deliveries_alerts on deliveries (budget, created_at) where budget <> '' and state <> 'held';
create index deliveries_held   on deliveries (budget, created_at) where state = 'held';
