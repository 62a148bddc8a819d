-- What each person's Home of the app shows: who looked at it lately gets it kept up to date.

-- +goose Up
create table homes (
    user_id   text   not null primary key,
    space     text   not null,
    opened_at bigint not null,
    filter    text   not null,
    page      bigint not null,
    shown     text   not null -- digest of what was published last, '' for nothing yet
) without rowid;
create index homes_opened on homes (space, opened_at);
