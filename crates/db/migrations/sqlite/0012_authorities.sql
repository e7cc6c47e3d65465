-- Authorities that were given, requests for them, emergencies, and the fields of persons. What an authority allows is
-- said by its signed token alone; the columns beside it are for finding it, counting its uses and taking it back.
-- `proof_id` names the proof by which the issuer released their key for this one signature.
create table issuer_keys (
    person_id blob not null primary key references persons (id),
    public_key text not null,
    seed_sealed blob not null
) strict;

create table authorities (
    id blob not null primary key,
    kind text not null check (kind in ('consent', 'ruling', 'precedent', 'motion', 'emergency')),
    number text,
    issuer_id blob not null references persons (id),
    holder_staff_id blob references staff (id),
    holder_role text,
    case_id blob references cases (id),
    class_kind text,
    class_queue text,
    token blob not null,
    block_id text not null unique,
    proof_id blob,
    n_used integer not null,
    not_before integer not null,
    expires_at integer not null,
    created_at integer not null,
    withdrawn_at integer,
    withdrawn_by blob references persons (id)
) strict;
create index authorities_case on authorities (case_id) where case_id is not null;
create index authorities_class on authorities (class_kind) where class_kind is not null;
create index authorities_holder on authorities (holder_staff_id) where holder_staff_id is not null;
create index authorities_role on authorities (expires_at) where holder_role is not null;
create index authorities_issuer on authorities (issuer_id);

create table authority_persons (
    authority_id blob not null references authorities (id),
    person_id blob not null references persons (id),
    primary key (authority_id, person_id)
) strict;
create index authority_persons_person on authority_persons (person_id);

create table consents (
    id blob not null primary key,
    case_id blob not null references cases (id),
    person_id blob not null references persons (id),
    asked_by blob not null references staff (id),
    holder_role text not null,
    acts text not null,
    fields text not null,
    words_sealed blob not null,
    n_uses_max integer not null,
    hours integer not null,
    state text not null check (state in ('asked', 'given', 'declined')),
    asked_at integer not null,
    lapses_at integer not null,
    answered_at integer,
    authority_id blob references authorities (id)
) strict;
create index consents_case on consents (case_id);
create index consents_person on consents (person_id);

create table emergencies (
    authority_id blob not null primary key references authorities (id),
    staff_id blob not null references staff (id),
    case_id blob not null references cases (id),
    why_sealed blob not null,
    declared_at integer not null,
    reviewed_at integer,
    reviewed_by blob references staff (id),
    finding_sealed blob,
    is_justified integer check (is_justified in (0, 1))
) strict;
create index emergencies_staff on emergencies (staff_id);
create index emergencies_declared on emergencies (declared_at);
create index emergencies_open on emergencies (declared_at) where reviewed_at is null;

create table field_values (
    id blob not null primary key,
    person_id blob not null references persons (id),
    key text not null,
    value_sealed blob not null,
    updated_at integer not null,
    version integer not null,
    unique (person_id, key)
) strict;

-- Each opening, change or telling of a field, for the person whose it is. The id is that of its entry.
create table field_looks (
    id blob not null primary key,
    person_id blob not null references persons (id),
    key text not null,
    act text not null,
    case_id blob not null references cases (id),
    staff_id blob not null references staff (id),
    role text not null,
    clause text not null,
    authority_id blob references authorities (id),
    relation text,
    audience text,
    at integer not null
) strict;
create index field_looks_person on field_looks (person_id, at);
create index field_looks_authority on field_looks (authority_id) where authority_id is not null;

-- Presentations that were redeemed: each is good once.
create table redemptions (
    presentation_id blob not null primary key,
    authority_id blob not null references authorities (id),
    audience text not null,
    at integer not null
) strict;
create index redemptions_authority on redemptions (authority_id);
