-- What was changed of the settings that the house keeps itself: the latest change of a key says what is in force. And by
-- index, what the pages of the house count: copies that never arrived, work that was given up.
create table setting_changes (
    number integer not null primary key,
    key text not null,
    value text,
    before text,
    reverts integer,
    note text not null,
    changed_by blob references staff (id),
    at integer not null
) strict;
create index setting_changes_key on setting_changes (key, number);

create index deliveries_failed on deliveries (leaves_at) where state in ('failed', 'refused');
create index jobs_given_up on jobs (created_at, id) where state = 'given_up';
