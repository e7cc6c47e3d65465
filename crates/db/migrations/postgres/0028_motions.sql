-- Who seconded the motion that gave an authority: they use it as little as who moved it.
alter table authorities add column second_id uuid references persons (id);
create index authorities_motion on authorities (created_at) where kind = 'motion';
