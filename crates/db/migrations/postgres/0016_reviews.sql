-- The dispute in which an emergency is reviewed and the ruling that ended it; what signs a ruling; since when an issuer's
-- key is; and under which authority a sealed message was opened.
alter table emergencies add column dispute_id uuid references cases (id);
alter table emergencies add column ruling_id uuid references rulings (id);
create unique index emergencies_dispute on emergencies (dispute_id) where dispute_id is not null;
create index emergencies_ruling on emergencies (ruling_id) where ruling_id is not null;

alter table ruling_signatures add column statement text;
alter table ruling_signatures add column public_key text;
alter table ruling_signatures add column signature bytea;
alter table ruling_signatures add column proof_id uuid;

alter table issuer_keys add column made_at bigint;

alter table looks add column authority_id uuid references authorities (id);
create index looks_authority on looks (authority_id, at) where authority_id is not null;

-- Marks of a ruling's paragraphs, and the seed of their salts, sealed with the dispute. When it is published, the salts of the
-- paragraphs that stand as they were signed are, too.
alter table rulings add column marks text;
alter table rulings add column seed_sealed bytea;
alter table rulings add column published_salts text;
alter table issuer_keys add column ended_at bigint;
