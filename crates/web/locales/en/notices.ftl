# What a member of the staff is told of.
notices-title = Notices
notices-crumb = notices
notices-heading = What you are told of
notices-lead = A notice names a number, a queue and what kind of thing happened. It holds no subject, no text and nobody’s name: mail and screens are outside the gate.
notices-in-browser = in the browser
notices-hint = You are named in a note by @ and what stands before the @ of your address. “Of yours” means cases that you have, and for clocks also those of your queues that nobody has. Nobody is told of what they did themself, nor twice of the same.
notices-daily-hour = The daily mail leaves at
notices-quiet-from = Quiet from
notices-quiet-until = Quiet until
notices-quiet-none = no quiet hours
notices-zone = By the clock of
notices-quiet-hint = Hours are those of this clock; it is { $clock } now. What would leave in quiet hours leaves after them, and browsers are not rung in them.
notices-quiet-wrong = Quiet hours begin and end at two different hours, or at none.
notices-keep = Keep these notices
notices-browser = This browser
notices-browser-lead = It tells you of what you chose above only after you allowed it here, while a page of the desk is open, and not while you look at one.
notices-no-scripts = This browser cannot tell you of anything without JavaScript.

## What can happen
notices-event-assigned = A case was given to you
notices-event-offered = A case was handed over to you, or to a queue or role of yours
notices-event-lapsed = A case that you or your team handed over was accepted by nobody
notices-event-settled = A case that you handed over was accepted or declined
notices-event-named = You were named in a note
notices-event-answered = A case of yours was answered
notices-event-clock_near = A case of yours is due within half an hour
notices-event-clock_late = A case of yours is late
notices-event-second = Something waits for your second pair of eyes
notices-event-arrived = A case came into a queue of yours

## By which mail
notices-mail-never = no mail
notices-mail-at_once = a mail at once
notices-mail-hourly = in a mail each hour
notices-mail-daily = in a mail each day

## What a browser rings with, behind the number of a case
notices-ring-assigned = was given to you
notices-ring-offered = is handed over to you
notices-ring-lapsed = was handed over, and nobody accepted it
notices-ring-settled = was accepted or declined, as you handed it over
notices-ring-named = has a note that names you
notices-ring-answered = was answered
notices-ring-clock_near = is due soon
notices-ring-clock_late = is late
notices-ring-second = waits for a second pair of eyes
notices-ring-arrived = is new
notices-ring-in = { $words }, in { $queue }
notices-ring-something = Something
