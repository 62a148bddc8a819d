-- Files joined to tickets, and deliveries that others do not wait for.

-- +goose Up
create table attachments (
    id       integer primary key autoincrement,
    ticket   bigint not null references tickets (number),
    entry    bigint not null references journal (id),
    position bigint not null,
    space    text   not null, -- where it is fetched
    file     text   not null, -- JSON; what people gave, which erasure can blank
    state    text   not null,
    attempts bigint not null,
    due_at   bigint not null,
    first_at bigint not null
);
create index attachments_ticket on attachments (ticket, entry, position);
create unique index attachments_entry on attachments (entry, position);
create index attachments_due on attachments (space, due_at) where state = 'waiting';

alter table deliveries add column beside boolean not null default false;
