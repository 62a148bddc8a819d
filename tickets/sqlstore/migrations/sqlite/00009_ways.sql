-- Where a ticket was taken from, what of it is announced, and the words it is found by.

-- +goose Up
alter table tickets add column origin       text not null default ''; -- JSON: the message it was taken from
alter table tickets add column announcement text not null default ''; -- JSON: the public title, once announced

-- The stems of unfinished tickets: what is closed is not proposed, and its rows go.
create table terms (
    term      text    not null,
    ticket    bigint  not null,
    announced boolean not null,
    primary key (term, ticket)
) without rowid;
create index terms_ticket    on terms (ticket);
create index terms_announced on terms (ticket, term) where announced;
