-- Of which message of a person a journal row's words are, so that edits and deletions are
-- followed; and the desk's notes to itself, apart from all that is said to anybody.

-- +goose Up
create table originals (
    entry      integer primary key references journal (id),
    ticket     bigint  not null,
    space      text    not null,
    channel    text    not null,
    message    text    not null,
    thread     text    not null,
    author     text    not null,
    at         bigint  not null, -- when it was written, by the platform's clock
    changed_at bigint  not null, -- the latest change that was taken, by the platform's clock
    latest     bigint  not null, -- the row with its present words, 0 none
    gone       boolean not null
);
create index originals_message on originals (channel, message, entry);
create index originals_ticket  on originals (ticket, at);

alter table words add column note text not null default '';
update words set note = text, text = '' where entry in (select id from journal where kind = 'noted');
