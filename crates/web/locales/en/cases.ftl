# The board: cases, a line each.
cases-all-queues = all your queues
cases-mine = assigned to you
cases-filtered = filtered
cases-by-state = By state
cases-not-ended = not ended
cases-empty = Nothing waits here.
cases-empty-filter = Fewer terms find more; closed cases are found by <code>state:closed</code>, by words and by numbers.
cases-pages = Pages
cases-first-page = First page
cases-more = More cases

## The rows
cases-column-case = Case
cases-column-matter = Matter
cases-column-state = State, assigned
cases-column-waits = Who waits
cases-column-due = Due
cases-pick = Pick { $number }
cases-nobody = nobody
cases-you = you
cases-since = since { $at }
cases-nobody-waits = nobody waits
cases-waits-for-us = requester waits { $span }
cases-waits-for-them = we wait for the requester { $span }
cases-changed = changed
cases-first-response = first response, { $target }
cases-no-clock = no clock
cases-confirm-follow-up = follow-up to confirm
cases-confirm-sender = new sender to confirm

## Filtering
cases-filter = Filter
cases-unreadable = This filter cannot be read
cases-fault = Column { $column }: { $words }.
cases-how = How to filter
cases-how-terms = Terms stand side by side and all must hold. Words are searched in redacted texts, the latest change first; names and addresses are not in them: <a href="/people">find a person</a> by their exact address.
cases-how-words = <code>word</code> <code>"two words"</code> in one message, the second ones together
cases-how-number = the case of this number
cases-hint-pending = nobody has taken it yet
cases-hint-or = a comma is or
cases-hint-not = a minus is not
cases-hint-yours = yours
cases-hint-nobody = waits to be taken
cases-hint-late = the answer is overdue
cases-hint-soon = the answer is due within the hour
cases-hint-unconfirmed = a new sender or a suspected follow-up waits for you
cases-hint-waiting = somebody waits longer than two days: m, h, d, w
cases-hint-due = the answer is due within two hours, or overdue
cases-hint-opened = opened within a week
cases-hint-changed = nothing happened for three hours
cases-hint-kind = request, incident, dispute, problem or change
cases-hint-language = the language of its first message
cases-keep = Keep this view
cases-keep-name = By what name
cases-keep-it = Keep it

## Several cases at once
cases-picked = Picked cases
cases-to = to…
cases-move = Move
cases-move-back = Move back
cases-take = Take
cases-choose-queue = choose a queue
cases-none-chosen = No case was chosen; tick the boxes before their numbers.
cases-none-moved = None was moved.
cases-none-taken = None was taken.
cases-moved = { $n ->
    [one] { $n } case was moved to { $queue }: { $numbers }.
   *[other] { $n } cases were moved to { $queue }: { $numbers }.
}
cases-moved-back = { $n ->
    [one] { $n } case was moved back: { $numbers }.
   *[other] { $n } cases were moved back: { $numbers }.
}
cases-taken = { $n ->
    [one] { $n } case was taken, and is yours now; each look at an original of them needs a line of reason: { $numbers }.
   *[other] { $n } cases were taken, and are yours now; each look at an original of them needs a line of reason: { $numbers }.
}
cases-gone = { $n ->
    [one] { $n } of them lies where you do not see cases; its staff can move it back.
   *[other] { $n } of them lie where you do not see cases; its staff can move them back.
}
cases-stays = stays: { $why }
cases-stays-missing = there is no such case for you
cases-stays-changed = it changed since you saw it; look at it first
cases-stays-unable = we were not able to; try it again
cases-handed-over = handed over to { $name }
cases-not-accepted = { $name }: nobody accepted it
