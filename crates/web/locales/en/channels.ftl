# The ways in and out: what is open, what waits, what failed.
channels-what = Numbers and codes only; nothing here is about anybody. As of <time datetime="{ $exact }">{ $at }</time>.
channels-in = In
channels-out = Out
channels-look = look
channels-open = open
channels-shut = shut
channels-since-start = { $n } since the start
channels-the-last = the last

## In
channels-last-mail = Last mail understood
channels-no-mail = none yet
channels-kept = Kept, not yet understood
channels-stuck = Could not be understood
channels-none-stuck = none
channels-n-stuck = { $n }, tried again; the log of the program says why
channels-certificate = Certificate for STARTTLS
channels-certificate-unread = cannot be read
channels-certificate-ended = ended { $span } ago
channels-certificate-ended-today = ended today
channels-certificate-years = valid for years
channels-certificate-left = valid for { $span }

## Out
channels-waiting = Copies that wait
channels-none = None.
channels-retry = Try them now
channels-retry-what = What waits to be tried again can be tried now. It is one of its tries.
channels-failed = Failed within { $days } days
channels-failed-what = Each stands at its case, where its writer sees it and can answer anew.
channels-own-mails = Mails of the house itself
channels-due = { $n } due; none was given up within { $days } days.
channels-due-given-up = { $n } due. Given up within { $days } days:

## Copies
channels-copy-held = held, and can still be taken back
channels-copy-leaving = leaving at this moment
channels-copy-uncertain = broken off on the way; tried again under the same Message-ID
channels-copy-deferred = tried again
channels-copy-refused = refused by the gate when they were to leave
channels-copy-failed = given up
channels-when-leaves = the first leaves
channels-when-next = next try
channels-when-last = last
