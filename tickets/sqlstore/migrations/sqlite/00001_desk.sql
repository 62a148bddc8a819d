-- The desk. Instants are unix milliseconds, UTC, 0 for none; bodies in JSON are text.

-- +goose Up
create table tickets (
    number           integer primary key autoincrement, -- never the same twice, also after a deletion
    version          bigint  not null,
    kind             text    not null,
    state            text    not null,
    unfinished       boolean not null, -- of state, so that partial indexes can say it shortly
    summary          text    not null,
    description      text    not null,
    phone            text    not null,
    urgency          text    not null,
    impact           text    not null,
    priority         text    not null,
    category         text    not null,
    source           text    not null,
    files            text    not null, -- JSON
    requester        text    not null,
    beneficiary_user text    not null,
    beneficiary      text    not null, -- JSON
    assignee         text    not null,
    waiting_on       text    not null,
    waited_from      text    not null,
    wait_reason      text    not null,
    solution         text    not null,
    workaround       boolean not null,
    root_cause       text    not null,
    resolutions      bigint  not null,
    closed_by        text    not null,
    people_hit       bigint  not null,
    rating           text    not null, -- JSON
    prompt           text    not null,
    opened_at        bigint  not null,
    claimed_at       bigint  not null,
    assigned_at      bigint  not null,
    contact_at       bigint  not null,
    resolved_at      bigint  not null,
    closed_at        bigint  not null,
    next_due         bigint,           -- null for none, so that it sorts last and is never late
    clocks           text    not null, -- JSON
    last_entry       bigint  not null
);
create index tickets_state       on tickets (state); -- covers the count by state
create index tickets_opened      on tickets (opened_at);
create index tickets_requester   on tickets (requester, opened_at);
create index tickets_beneficiary on tickets (beneficiary_user);
create index tickets_assignee    on tickets (assignee);
create index tickets_held        on tickets (assignee, next_due) where unfinished;
create index tickets_unfinished  on tickets (number) where unfinished;
create index tickets_deadline    on tickets (next_due) where unfinished;
create index tickets_late        on tickets (next_due) where next_due is not null;

create table journal (
    id     integer primary key autoincrement,
    ticket bigint not null references tickets (number),
    at     bigint not null,
    actor  text   not null,
    via    text   not null,
    event  text   not null,
    kind   text   not null,
    detail text   not null -- JSON, without files
);
create index journal_ticket on journal (ticket, id);

-- What people typed and joined, apart from the journal so that erasure can blank it.
create table words (
    entry integer primary key references journal (id),
    text  text not null,
    files text not null -- JSON
);

create table events (
    key text   not null primary key,
    at  bigint not null
) without rowid;
create index events_at on events (at);

create table reactions (
    space   text    not null,
    channel text    not null,
    message text    not null,
    name    text    not null,
    user_id text    not null,
    present boolean not null,
    at      bigint  not null,
    primary key (space, channel, message, name, user_id)
) without rowid;

create table deliveries (
    id            integer primary key autoincrement,
    key           text   not null unique,
    ticket        bigint not null,
    entry         bigint not null,
    purpose       text   not null,
    space         text   not null,
    place         text   not null,
    place_user    text   not null,
    state         text   not null,
    generation    bigint not null,
    attempts      bigint not null,
    due_at        bigint not null,
    first_at      bigint not null,
    tried_at      bigint not null,
    created_at    bigint not null,
    waits_since   bigint not null, -- when it became due in its present wait, whatever was retried since
    sent_at       bigint not null,
    ref_space     text   not null,
    ref_channel   text   not null,
    ref_message   text   not null,
    ref_thread    text   not null,
    reason        text   not null
);
create index deliveries_order   on deliveries (space, id, due_at) where state = 'queued';
create index deliveries_due     on deliveries (space, due_at, waits_since) where state = 'queued';
create index deliveries_lane    on deliveries (ticket, space, id, due_at) where state = 'queued' and ref_message = '';
create index deliveries_parked  on deliveries (space) where state = 'parked';
create index deliveries_message on deliveries (ref_channel, ref_message) where ref_message <> '';

create table timers (
    ticket  bigint not null references tickets (number),
    key     text   not null,
    due_at  bigint not null,
    clock   text   not null,
    percent bigint not null,
    primary key (ticket, key)
) without rowid;
create index timers_due on timers (due_at, ticket, key);

create table people (
    id       text    not null primary key,
    name     text    not null,
    locale   text    not null,
    email    text    not null,
    gone     boolean not null,
    saved_at bigint  not null
) without rowid;

create table counters (
    ticket  bigint not null,
    user_id text   not null,
    space   text   not null,
    channel text   not null,
    thread  text   not null,
    kind    text   not null,
    primary key (ticket, user_id)
) without rowid;
create index counters_place on counters (space, channel, thread, ticket);

create table drafts (
    id         text   not null primary key,
    body       blob   not null,
    expires_at bigint not null
) without rowid;
create index drafts_expiry on drafts (expires_at);

create table facts (
    key   text not null primary key,
    value text not null
) without rowid;

create table leases (
    name     text   not null primary key,
    owner    text   not null,
    until_at bigint not null,
    fence    bigint not null -- rises each time the owner changes; rows stay, so that it never falls
) without rowid;
