-- Mail on its way out, and the keyed digests by which mail is recognised on its way in.
create table deliveries (
    id uuid not null primary key,
    message_id uuid not null references messages (id),
    case_id uuid not null references cases (id),
    person_id uuid references persons (id),
    state text not null check (state in ('held', 'undone', 'leaving', 'sent', 'deferred', 'failed',
        'uncertain', 'refused')),
    leaves_at bigint not null,
    n_tries bigint not null,
    status text,
    reply_mac bytea not null unique,
    bounce_mac bytea not null unique,
    version bigint not null
);
create index deliveries_message on deliveries (message_id);
create index deliveries_case on deliveries (case_id);
create index deliveries_leaving on deliveries (leaves_at) where state in ('held', 'leaving', 'deferred', 'uncertain');

create table mail_ids (
    mac bytea not null,
    message_id uuid not null references messages (id),
    case_id uuid not null references cases (id),
    delivery_id uuid references deliveries (id),
    body_mac bytea,
    at bigint not null,
    primary key (mac, message_id)
);
create index mail_ids_message on mail_ids (message_id);

create table intakes (
    id uuid not null primary key,
    message_id uuid references messages (id),
    at bigint not null
);
