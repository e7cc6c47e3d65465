-- Authorities that were given, requests for them, emergencies, and the fields of persons. What an authority allows is
-- said by its signed token alone; the columns beside it are for finding it, counting its uses and taking it back.
-- `proof_id` names the proof by which the issuer released their key for this one signature.
create table issuer_keys (
    person_id uuid not null primary key references persons (id),
    public_key text not null,
    seed_sealed bytea not null
);

create table authorities (
    id uuid not null primary key,
    kind text not null check (kind in ('consent', 'ruling', 'precedent', 'motion', 'emergency')),
    number text,
    issuer_id uuid not null references persons (id),
    holder_staff_id uuid references staff (id),
    holder_role text,
    case_id uuid references cases (id),
    class_kind text,
    class_queue text,
    token bytea not null,
    block_id text not null unique,
    proof_id uuid,
    n_used bigint not null,
    not_before bigint not null,
    expires_at bigint not null,
    created_at bigint not null,
    withdrawn_at bigint,
    withdrawn_by uuid references persons (id)
);
create index authorities_case on authorities (case_id) where case_id is not null;
create index authorities_class on authorities (class_kind) where class_kind is not null;
create index authorities_holder on authorities (holder_staff_id) where holder_staff_id is not null;
create index authorities_role on authorities (expires_at) where holder_role is not null;
create index authorities_issuer on authorities (issuer_id);

create table authority_persons (
    authority_id uuid not null references authorities (id),
    person_id uuid not null references persons (id),
    primary key (authority_id, person_id)
);
create index authority_persons_person on authority_persons (person_id);

create table consents (
    id uuid not null primary key,
    case_id uuid not null references cases (id),
    person_id uuid not null references persons (id),
    asked_by uuid not null references staff (id),
    holder_role text not null,
    acts text not null,
    fields text not null,
    words_sealed bytea not null,
    n_uses_max bigint not null,
    hours bigint not null,
    state text not null check (state in ('asked', 'given', 'declined')),
    asked_at bigint not null,
    lapses_at bigint not null,
    answered_at bigint,
    authority_id uuid references authorities (id)
);
create index consents_case on consents (case_id);
create index consents_person on consents (person_id);

create table emergencies (
    authority_id uuid not null primary key references authorities (id),
    staff_id uuid not null references staff (id),
    case_id uuid not null references cases (id),
    why_sealed bytea not null,
    declared_at bigint not null,
    reviewed_at bigint,
    reviewed_by uuid references staff (id),
    finding_sealed bytea,
    is_justified boolean
);
create index emergencies_staff on emergencies (staff_id);
create index emergencies_declared on emergencies (declared_at);
create index emergencies_open on emergencies (declared_at) where reviewed_at is null;

create table field_values (
    id uuid not null primary key,
    person_id uuid not null references persons (id),
    key text not null,
    value_sealed bytea not null,
    updated_at bigint not null,
    version bigint not null,
    unique (person_id, key)
);

-- Each opening, change or telling of a field, for the person whose it is. The id is that of its entry.
create table field_looks (
    id uuid not null primary key,
    person_id uuid not null references persons (id),
    key text not null,
    act text not null,
    case_id uuid not null references cases (id),
    staff_id uuid not null references staff (id),
    role text not null,
    clause text not null,
    authority_id uuid references authorities (id),
    relation text,
    audience text,
    at bigint not null
);
create index field_looks_person on field_looks (person_id, at);
create index field_looks_authority on field_looks (authority_id) where authority_id is not null;

-- Presentations that were redeemed: each is good once.
create table redemptions (
    presentation_id uuid not null primary key,
    authority_id uuid not null references authorities (id),
    audience text not null,
    at bigint not null
);
create index redemptions_authority on redemptions (authority_id);
