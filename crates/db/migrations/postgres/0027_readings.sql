-- In which language and by which clock somebody reads what the house writes to them, sealed to them; and by whose clock the hours of notices are.
alter table persons add column reading_sealed bytea;
alter table notice_hours add column zone text;
