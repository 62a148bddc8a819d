-- Acts refused for want of a right, changes of rights, and changes of many tickets at once.

-- +goose Up
create table audit (
    id     integer primary key autoincrement,
    at     bigint not null,
    actor  text   not null,
    via    text   not null,
    place  text   not null, -- channel they acted in
    event  text   not null,
    what   text   not null, -- action, never words of people
    ticket bigint not null, -- 0 for none; it need not exist
    code   text   not null, -- refusal, '' for what was done
    note   text   not null
);
create index audit_at     on audit (at);
create index audit_actor  on audit (actor, at);
create index audit_ticket on audit (ticket, at) where ticket <> 0;

create table bulks (
    id         text   not null primary key,
    by_user    text   not null,
    state      text   not null,
    created_at bigint not null,
    body       text   not null -- JSON
) without rowid;
create index bulks_open on bulks (state, created_at) where state in ('running', 'undoing');
create index bulks_by   on bulks (by_user, created_at);

create table bulk_items (
    bulk   text   not null references bulks (id),
    ticket bigint not null,
    state  text   not null,
    entry  bigint not null, -- the ticket's newest journal row after the change
    body   text   not null, -- JSON: the ticket as it was, and what became of it
    primary key (bulk, ticket)
) without rowid;
create index bulk_items_todo on bulk_items (bulk, state, ticket);
