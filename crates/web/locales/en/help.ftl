# Help: what words and shapes mean.
help-title = Help
help-heading = Words, shapes and keys
help-gallery = <a href="/gallery">Every page, in every state</a>, from made-up values.
help-keys = Keys
help-keys-about = Single keys can be switched off and given to other letters in <a href="/profile#bindings">your profile</a>. What they do can be done without them, and so can everything of the <a href="/commands">command bar</a>.

## Filtering and searching
help-search = Filtering and searching
help-search-about = One line says which cases you mean, on the board, in saved views and over the <a href="/api/v1/openapi.json">API</a>. All terms must hold; <code>,</code> is or, <code>-</code> before a term is not. Lengths of time end in m, h, d or w. Closed cases are left out unless states, words or numbers are asked for.
help-search-words-sample = certificate error
help-search-words = both words, in any order, in one message; endings and accents do not matter
help-search-phrase-sample = new phone
help-search-phrase = the words together, in this order
help-search-number = the case of this number
help-search-queue = one of these queues
help-search-not = any state but this one
help-search-assigned = yours, or nobody's
help-search-kind = request, incident, dispute, problem or change
help-search-language = the language of its first message
help-search-late = the answer is overdue, or due within the hour
help-search-unconfirmed = a new sender or a suspected follow-up waits for you
help-search-waiting = somebody waits longer than that: the requester for an answer, or we for the requester
help-search-due = the answer is due within that, or overdue
help-search-opened = opened within that; unchanged for longer than that

## States and seals
help-states = Where a case stands
help-state-pending = Nobody has taken it yet.
help-state-open = Somebody works on it.
help-state-waiting = We answered and wait for somebody else.
help-state-resolved = We think it is done.
help-state-closed = It is over; who had it has it no more.
help-deliveries = Where a reply stands
help-delivery-held = Written, and can still be taken back.
help-delivery-undone = Taken back by its author; it never left.
help-delivery-leaving = Being handed over at this moment.
help-delivery-sent = Accepted by the mail relay.
help-delivery-deferred = Not accepted for now; it is tried again.
help-delivery-failed = It will not arrive. The code says why.
help-delivery-uncertain = We stopped in the middle of handing it over; it is tried again, and may arrive twice.
help-delivery-refused = The gate refused it when it was about to leave.
help-seals = Seals
help-seals-about = <span class="placeholder">[person 1]</span> stands for something personal that was taken out of the text. The same number is the same thing within a case. The original opens only with a right, and each look is on record and shown to the person.
