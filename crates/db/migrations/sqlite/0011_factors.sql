-- By what people sign in and prove anew that it is them; how strongly each session was begun.
alter table sessions add column identity text not null default 'signed_in'
    check (identity in ('signed_in', 'strong', 'assured'));
alter table sessions add column way text not null default 'link'
    check (way in ('link', 'link_totp', 'passkey', 'password_totp', 'password_recovery'));

create table factors (
    id blob not null primary key,
    person_id blob not null references persons (id),
    kind text not null check (kind in ('passkey', 'password', 'totp')),
    name_sealed blob,
    secret_sealed blob not null,
    credential_mac blob unique,
    last_step integer not null,
    created_at integer not null,
    used_at integer
) strict;
create index factors_person on factors (person_id);
create unique index factors_single on factors (person_id, kind) where kind <> 'passkey';

create table recovery_codes (
    code_mac blob not null primary key,
    person_id blob not null references persons (id),
    created_at integer not null,
    used_at integer
) strict;
create index recovery_codes_person on recovery_codes (person_id);

create table challenges (
    slot_mac blob not null primary key,
    id blob not null,
    person_id blob references persons (id),
    state_sealed blob not null,
    expires_at integer not null
) strict;
create index challenges_person on challenges (person_id) where person_id is not null;
create index challenges_expires on challenges (expires_at);

create table proofs (
    id blob not null primary key,
    person_id blob not null references persons (id),
    session_id blob not null references sessions (id),
    way text not null check (way in ('passkey', 'totp', 'recovery_code')),
    digest_mac blob not null,
    evidence_sealed blob,
    at integer not null,
    used_at integer,
    entry_id blob
) strict;
create index proofs_person on proofs (person_id);
create index proofs_session on proofs (session_id);
