-- Since when an authority was seen to have expired. Once it was, it stays so, whatever the clock says afterwards.
alter table authorities add column lapsed_at bigint;
create index authorities_unlapsed on authorities (expires_at) where lapsed_at is null;
