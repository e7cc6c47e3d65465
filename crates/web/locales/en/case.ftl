# The page of one case.
case-you = You
case-no-subject = No subject
case-subject-rest = The rest of a long subject
case-side = Authority and people
case-timeline = What was said and done

## What it is
case-kind-request = request
case-kind-incident = incident
case-kind-dispute = dispute
case-kind-problem = problem
case-kind-change = change
case-in-queue = in <a href="/cases?q=queue:{ $queue }">{ $queue }</a>
case-assigned-nobody = assigned to nobody
case-assigned-you = assigned to you
case-assigned-other = assigned to { $name }
case-taken-by-you = you took it
case-hearing = hearing and rulings
case-opened = opened
case-answer-due = answer due

## Who is here
case-present-reply = { $who } is writing a reply
case-present-note = { $who } is writing a note
case-present-open = { $who } has this case open
case-people = People
case-part-requester = Requester
case-part-participant = Participant
case-part-stranger = New sender
case-identity-unknown = address not proven
case-identity-address_controlled = address proven
case-identity-signed_in = signed in
case-identity-strong = signed in strongly
case-identity-assured = met in person
case-requester-identity = requester, { $identity }
case-suggestion = Suspected follow-up of <a class="number" href="/cases/{ $number }">{ $number }</a>: its subject names that case, but nothing proves that it belongs there.
case-suggestion-confirm = It belongs there

## What was done
case-event = <b>{ $who }</b> { $what }
case-did-moved = moved the case
case-did-assigned = said who works on it
case-did-closed = closed the case
case-did-reopened = took the case up again
case-did-opened = opened an original
case-did-read = read the texts under an authority
case-did-confirmed = confirmed a sender
case-did-undone = took a reply back
case-did-helped = says that it helped
case-did-not-helped = says that it did not help
case-did-legal = marked the case as a legal inquiry
case-did-guide-begun = began a guide
case-did-ticked = ticked a step of a guide
case-did-unticked = took a tick of a guide back
case-did-guide-stopped = set a guide aside
case-did-else = { $act }

## Messages
case-note = Note
case-reply = Reply
case-n-attached = { $n ->
    [one] { $n } attached
   *[other] { $n } attached
}
case-n-quoted = { $n ->
    [one] { $n } quoted line
   *[other] { $n } quoted lines
}
case-machine = Sent by a machine ({ $why }); it is never answered by itself.
case-destroyed = Destroyed; nobody can open it any more.
case-to-mail = To the mail as it was received
case-stranger = A new sender. They see nothing of the case and get no replies until you say that they belong to it.
case-stranger-confirm = They belong here
case-copies = Copies
case-copy-to = to { $target }
case-copy-requester = requester
case-copy-participant = participant
case-copy-channel = team channel
case-copy-leaves = leaves at { $at }
case-copy-deferred = { $status }, tried again at { $at }
case-copy-uncertain = tried again at { $at }, under the same Message-ID
case-copy-sent = accepted by the relay
case-undo = Undo

## The seal
case-sealed = Original sealed. Opening it is recorded and shown to the person.
case-sealed-why = Original sealed. { $why }
case-seal-more = More of this original. Opening it is recorded and shown to the person.
case-reason = Reason
case-seal-lift = Lift the seal
case-seal-text = As text
case-seal-html = With its layout
case-seal-mail = Download the mail
case-lifted = Seal lifted
case-lifted-by = for this page alone, by { $clause }. This look is on record and shown to the person.
case-from = From
case-subject = Subject
case-framed = The message as its writer laid it out
case-framed-safe = Nothing in this frame runs, pictures from elsewhere are not loaded, and links lead nowhere; copy one if you need it.

## Files
case-files = Attached files of message { $n }
case-files-warning = Each look and each download is recorded and shown to the person. What strangers send may be harmful.
case-file-no-name = no name
case-file-download = Download
case-file-size = { $whole }.{ $tenth } { $unit }
case-file-very-large = very large

## Writing
case-reply-label = Your reply to the requester
case-manner = From your own address, signed.
case-manner-copied = From your own address, signed, copied to the team channel.
case-no-key = You have no valid signing key; a reply cannot leave without one.
case-profile = Your profile
case-draft = Your draft
case-draft-waits = It waits until you may answer, or <a href="/drafts">is discarded</a>.
case-kept = kept
case-keep-draft = Keep as draft
case-preview = Preview
case-send = Send
case-send-undo = { $n } s to undo
case-came-since = { $n ->
    [1] One message came since you began
    [2] Two messages came since you began
   *[other] { $n } messages came since you began
}
case-note-write = Write a note for the staff
case-note-label = Your note; the requester never sees it
case-note-manner = The requester never sees it.
case-note-keep = Keep the note
case-template-use = Use a template
case-template-which = Which one
case-template-choose = choose…
case-template-put = Put it in
case-template-hint = What you have written stays; it comes below.
case-template-all = All templates
case-template-lacks = { $title } (by a { $role })

## Guides
case-guides = Guides
case-guide-progress = { $done } of { $all }
case-guide-done = done
case-guide-set-aside = set aside
case-guide-when = When to use it
case-guide-begun = Begun by { $who }
case-guide-text = its text
case-guide-stop = Set it aside
case-guide-label = A guide to begin
case-guide-choose = begin a guide…
case-guide-suggested = For this queue
case-guide-begin = Begin
case-step-ticked = Ticked:
case-step-next = Next:
case-step-open = Open:
case-step-by = by a { $role }
case-step-not-who = not who ticked { $steps }
case-step-or = { $first } or { $second }
case-step-template = Put “{ $title }” into the reply
case-step-legal = Mark it as a legal inquiry
case-step-not-kept = What you had noted was not kept:
case-step-taken-back = taken back by { $who }
case-tick = Tick
case-tick-which = step { $number }: { $heading }
case-untick = Take it back
case-untick-which = step { $number }

## Rights
case-rights = Authority
case-rights-may = You may:
case-rights-may-not = You may not:
case-rights-by = By what right:
case-rights-rule = The rule
case-rights-else = Other ways: { $n }
case-to-which-queue = To which queue
case-to-whom = To whom
case-to-whom-choose = to…
case-take = Take it
case-assign = Assign
case-write-note = Write a note
case-file-dispute = File a dispute
case-file-dispute-from = File a dispute from it
case-mark-legal = Mark it
case-close = Close the case
case-reopen = Take it up again
case-ask = Ask the member
case-ask-about = about { $field }
case-break-glass = Break glass

## What is known of the requester
case-known = About the requester
case-known-elsewhere = held in another system
case-known-nothing = Nothing is held.
case-known-told = May be told to { $whom }. It is on record and shown to the person.
case-known-opened = Opened for this page alone. It is on record and shown to the person.
case-known-may = You may
case-known-may-not = You may not
case-known-see = see it
case-known-change = change it
case-known-change-by-two = change it, when another approves
case-known-open-button = Open
case-known-change-button = Change
case-known-tell = Tell somebody
case-known-system = Which system
case-take-there = Take it there
case-uses-left = { $n } of { $max } uses left, { $left }
case-left = { $left } left
case-given = Given for this case
case-given-all = All that you hold
case-consents = Asked of the member
case-consents-signed-smime = by signed mail (S/MIME)
case-consents-signed-openpgp = by signed mail (OpenPGP)
case-consents-left = { $left } to answer

## One authority
case-authority-withdrawn = withdrawn
case-authority-expired = its time is over
case-authority-spent = all uses used
case-authority-holder = held by { $holder }
case-authority-for-own = for your request <a class="number" href="/me/requests/{ $number }">{ $number }</a>
case-authority-for-case = for <a class="number" href="/cases/{ $number }">{ $number }</a>
case-authority-for-class = for every case of its class
case-authority-since = since
case-authority-until = until
case-authority-uses = Uses
case-authority-used-in = in { $audience }
case-authority-opened = opened message { $position } of { $number }
case-authority-read = read { $number }, with what is personal hidden
case-authority-unnamed = { $n ->
    [one] one use more, which the log names
   *[other] { $n } uses more, which the log names
}
case-authority-looks = who looked, and why
case-authority-withdraw = Withdraw it
case-authority-not-yours = You did not give this, so you cannot take it back here; you can object to it in your request.
case-authority-take-to = Take it to
case-authority-give-up = Give it up

## Legal inquiries
case-legal = Legal inquiry.
case-legal-nobody = Nobody answers it until an arbitrator takes its dispute.
case-legal-only = Only { $who } answers it.
case-legal-sign = This may be a legal inquiry: { $sign }.
case-legal-mark-it = <a href="#legal">Mark it</a> if it is; then nobody but an arbitrator answers.
case-disputes = A dispute came from this case:
case-holds = { $n ->
    [one] { $n } hold on what is kept of those it names
   *[other] { $n } holds on what is kept of those it names
}
case-hold-set = set
case-hold-ended = ended
case-hold-stands = stands
case-hold-end = End this hold
case-legal-mark = Mark as a legal inquiry
case-legal-named = Addresses of those it is about, one a line; everybody in the case is held anyway
case-legal-no-address = one of these lines is no address; write one address a line
case-legal-manner = From then on only the arbitrator of its dispute answers, nothing of these persons is destroyed, and team leaders and board are told.
case-legal-confirm = It is a legal inquiry

## Closing while a guide is not through
case-closing-title = { $number }: a guide is not through
case-closing-heading = { $n ->
    [one] A guide is not through. The case was not closed.
   *[other] { $n } guides are not through. The case was not closed.
}
case-closing-go-on = Go on with it
case-closing-anyway = Close it all the same

## Cases that belong together
case-did-linked = linked the case with another
case-did-unlinked = took a link away
case-did-merged = merged another case into this one
case-did-separated = took a merged case out again
case-did-split = made messages a case of their own
case-came-with = came with
case-did-handed-over = handed it over
case-did-accepted = accepted it
case-did-declined = declined the handover
case-did-withdrawn = took the handover back
case-did-lapsed = let the handover lapse: nobody accepted in time
