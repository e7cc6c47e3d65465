# Requests for consent: asking, being asked, answering.
consent-asked = asked
consent-given = given
consent-declined = declined
consent-lapsed = lapsed

## What I was asked
consents-heading = What I was asked
consents-intro = What is sealed of you is opened only if you agree. You may agree to less than was asked, or decline; a no costs you nothing, and you can take a yes back at any time.
consents-none-wait = Nothing waits for your answer.
consents-waiting = Waiting for your answer
consents-may = May a { $holder } { $doings }?
consents-about-request = about your request
consents-about = about
consents-asked-at = asked
consents-left = { $left } to answer
consents-before = Before
consents-who-may-see = Who may see my data now

## One request
consents-show-title = Your consent is asked for
consents-show-asked = What you were asked
consents-show-may-we = May we do this?
consents-show-holder = A { $holder } asks to:
consents-show-why = Why
consents-show-asker = Asked by
consents-show-about = About
consents-show-request = your request <a class="number" href="/me/requests/{ $number }">{ $number }</a>, and nothing else
consents-show-how-long = How long
consents-show-hours = { $n ->
    [one] { $n } hour from when you agree
   *[other] { $n } hours from when you agree
}
consents-show-how-often = How often
consents-show-uses = { $n ->
    [one] at most { $n } time; you see each one
   *[other] at most { $n } times; you see each one
}
consents-show-answer = Answer
consents-answer-asked = until { $at }; without one, nothing happens
consents-answer-given = you agreed; see <a href="/me/authorities">how it is used</a>
consents-answer-declined = you declined; nothing was opened
consents-answer-lapsed = none came in time; nothing was opened
consents-signed-smime = by a mail that you signed (S/MIME)
consents-signed-openpgp = by a mail that you signed (OpenPGP)
consents-show-choose = What you agree to
consents-show-untick = Untick what you do not want. You see it once more before it counts.
consents-show-acts = They may
consents-show-fields = Of this
consents-show-field = your { $label }
consents-show-once-more = Look at it once more
consents-show-or-no = Or say no. Your request goes on without it, as well as it can.
consents-show-decline = Decline

## Asking
consents-new-title = Ask for consent in { $number }
consents-new-heading = Ask the member for consent
consents-new-intro = For <a class="number" href="/cases/{ $number }">{ $number }</a>. They are told by mail, see exactly this, and agree to all of it, to part of it, or decline. Until then nothing changes. It would be held by the support engineers of the queue.
consents-new-acts = What we would do
consents-new-fields = What of
consents-new-words = Why, in words for the member
consents-hours = For how many hours
consents-uses = How many times at most
consents-new-ask = Ask the member
consents-new-leave = Leave it

## What an act would be
consents-act-unseal-case = open the sealed messages of this case
consents-act-unseal-request = open the sealed messages of this request
consents-act-show = see what is ticked below
consents-act-edit = change what is ticked below
consents-act-disclose-case = tell what is ticked below to whoever asks in this case
consents-act-disclose-request = tell what is ticked below to whoever asks in this request
