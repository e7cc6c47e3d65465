-- Mail on its way out, and the keyed digests by which mail is recognised on its way in.
create table deliveries (
    id blob not null primary key,
    message_id blob not null references messages (id),
    case_id blob not null references cases (id),
    person_id blob references persons (id),
    state text not null check (state in ('held', 'undone', 'leaving', 'sent', 'deferred', 'failed',
        'uncertain', 'refused')),
    leaves_at integer not null,
    n_tries integer not null,
    status text,
    reply_mac blob not null unique,
    bounce_mac blob not null unique,
    version integer not null
) strict;
create index deliveries_message on deliveries (message_id);
create index deliveries_case on deliveries (case_id);
create index deliveries_leaving on deliveries (leaves_at) where state in ('held', 'leaving', 'deferred', 'uncertain');

create table mail_ids (
    mac blob not null,
    message_id blob not null references messages (id),
    case_id blob not null references cases (id),
    delivery_id blob references deliveries (id),
    body_mac blob,
    at integer not null,
    primary key (mac, message_id)
) strict;
create index mail_ids_message on mail_ids (message_id);

create table intakes (
    id blob not null primary key,
    message_id blob references messages (id),
    at integer not null
) strict;
