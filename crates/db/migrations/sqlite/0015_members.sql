-- Members of the staff: who sits on the board, who stands in for whom, who was checked, what was agreed to; and the
-- numbers of motions.
alter table staff add column seated_at integer;
alter table staff add column deputy_id blob references staff (id);
alter table staff add column checked_at integer;
alter table staff add column check_sealed blob;
create index staff_deputy on staff (deputy_id);

alter table approvals add column motion_day text;
alter table approvals add column motion_sequence integer;
alter table approvals add column deputy_id blob references staff (id);
create index approvals_deputy on approvals (deputy_id);
create unique index approvals_motion on approvals (motion_day, motion_sequence);

create table agreements (
    id blob not null primary key,
    person_id blob not null references persons (id),
    terms_mac blob not null,
    text_sealed blob not null,
    accepted_at integer not null,
    unique (person_id, terms_mac)
) strict;
