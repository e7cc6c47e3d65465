-- Members of the staff: who sits on the board, who stands in for whom, who was checked, what was agreed to; and the
-- numbers of motions.
alter table staff add column seated_at bigint;
alter table staff add column deputy_id uuid references staff (id);
alter table staff add column checked_at bigint;
alter table staff add column check_sealed bytea;
create index staff_deputy on staff (deputy_id);

alter table approvals add column motion_day text;
alter table approvals add column motion_sequence bigint;
alter table approvals add column deputy_id uuid references staff (id);
create index approvals_deputy on approvals (deputy_id);
create unique index approvals_motion on approvals (motion_day, motion_sequence);

create table agreements (
    id uuid not null primary key,
    person_id uuid not null references persons (id),
    terms_mac bytea not null,
    text_sealed bytea not null,
    accepted_at bigint not null,
    unique (person_id, terms_mac)
);
