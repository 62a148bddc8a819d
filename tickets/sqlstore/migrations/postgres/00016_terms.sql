-- The terms of a ticket in one row: read with one look, replaced without a second index.

-- +goose Up
create table ticket_terms (
    ticket    bigint  not null primary key,
    announced boolean not null,
    terms     text    not null -- with a space between
);
create index ticket_terms_announced on ticket_terms (ticket) where announced;
insert into ticket_terms (ticket, announced, terms)
    select ticket, bool_or(announced), string_agg(term, ' ') from terms group by ticket;

-- From a term to the unfinished tickets that have it.
create table term_tickets (
    term   text collate "C" not null,
    ticket bigint           not null,
    primary key (term, ticket)
);
insert into term_tickets (term, ticket) select term, ticket from terms order by term, ticket;
drop table terms;
