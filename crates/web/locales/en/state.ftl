# Where a case or a copy of a reply stands: one word, beside a shape.

## Cases
state-pending = pending
state-open = open
state-waiting = waiting
state-resolved = resolved
state-closed = closed

## Copies
state-held = held
state-undone = undone
state-leaving = leaving
state-sent = sent
state-deferred = deferred
state-failed = failed
state-uncertain = uncertain
state-refused = refused
