-- Answers to requests for consent that came by signed mail, and the OpenPGP keys by which people sign.
-- The token of an answer's address leads to the case, as that of a reply does.
alter table consents add column reply_mac bytea;
create unique index consents_reply on consents (reply_mac) where reply_mac is not null;

create table signature_keys (
    id uuid not null primary key,
    person_id uuid not null references persons (id),
    key_mac bytea not null unique,
    fingerprint_sealed bytea not null,
    key_sealed bytea not null,
    created_at bigint not null
);
create index signature_keys_person on signature_keys (person_id);

-- One answer for each request. `content_mac` is the keyed digest of what was signed: it answers once.
create table signed_answers (
    id uuid not null primary key,
    consent_id uuid not null unique references consents (id),
    person_id uuid not null references persons (id),
    intake_id uuid not null,
    way text not null check (way in ('smime', 'openpgp')),
    content_mac bytea not null unique,
    evidence_sealed bytea,
    at bigint not null,
    entry_id uuid not null
);
create index signed_answers_person on signed_answers (person_id);
create index signed_answers_intake on signed_answers (intake_id);
-- What a message came as, for who asks how it counted.
create index intakes_message on intakes (message_id) where message_id is not null;
