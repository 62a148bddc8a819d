-- Who follows a ticket, and what it is to other tickets.

-- +goose Up
alter table tickets add column followers text not null default ''; -- JSON
alter table tickets add column links     text not null default ''; -- JSON

-- The same followers, to find the tickets of a person by.
create table followers (
    ticket  bigint not null references tickets (number),
    user_id text   not null,
    primary key (ticket, user_id)
);
create index followers_person on followers (user_id, ticket);

-- What ended lately is looked at again after an interruption.
create index tickets_ended on tickets (closed_at) where closed_at > 0;
