# Disputes: their desk, filing one, one dispute, and what a party sees of it.
disputes-heading = Disputes
disputes-published-rulings = Published rulings
disputes-none = No dispute waits here.
disputes-waiting = Waiting for you
disputes-mine = You sit in these
disputes-others = In other hands
disputes-ended = Ended
disputes-to-sign = Waiting for your signature
disputes-to-release = Waiting for their publication
disputes-sealed = sealed
disputes-written = written
disputes-appeal = appeal
disputes-legal = legal inquiry
disputes-filed = filed
disputes-changed = changed
disputes-your-seat = your seat: { $seat }
disputes-open-for-you = open for you: { $seats }

## Stages
stage-filed = filed
stage-hearing = hearing
stage-decided = decided
stage-declined = declined

## Who reads what is said
visibility-all_parties = all parties
visibility-claimant = claimant only
visibility-respondent = respondent only
visibility-tribunal = tribunal only

## Filing
disputes-new-title = Dispute from { $number }
disputes-crumb = dispute
disputes-file = File a dispute
disputes-file-it = File it
disputes-new-intro = It becomes a case of its own, linked to this one. An arbitrator and a case manager who never worked on { $number } take it.
disputes-who-files = Who files it?
disputes-i-file = I do
disputes-requester-files = the requester, who asked for it
disputes-new-complaint = In { $number } something is needed that no standing rule allows:
disputes-new-relief = A ruling that allows it, or that says why not.
disputes-complaint = What happened?
disputes-respondent = Against whom is it?
disputes-respondent-hint = In words, by address where it is a person, or by role. One of the three will do.
disputes-address = Their address, where it is a person
disputes-role = Their role here, where it is not one person
disputes-role-none = none
disputes-relief = What is to be done about it?

## One dispute
disputes-from = from
disputes-reviews = reviews
disputes-against = against { $respondent }
disputes-respondent-known = a person we know
disputes-respondent-in-words = as the filing says
disputes-as-case = as a case
disputes-rulings = Rulings
disputes-filing-and-hearing = Filing and hearing
disputes-heard-by = to { $to }
disputes-share-hint = Only the tribunal reads this so far. The other party would read it redacted.
disputes-share = Share it with both parties
disputes-lacks-relief = What is asked for is missing
disputes-lacks-respondent = Against whom it is, is missing
disputes-write-down = Write down what the claimant said.
disputes-add = Add it
disputes-no-part = there is no such part
disputes-heading-complaint = Complaint
disputes-heading-respondent = Respondent
disputes-heading-relief = Relief
disputes-heading-reason = Reason
disputes-heading-claimant = Claimant
disputes-heading-respondent-says = Respondent says
disputes-heading-other = Somebody else
disputes-tribunal = Tribunal
disputes-ruling = Ruling

## Speaking
disputes-speak = Say something
disputes-speak-how = To parties it goes by mail, signed with your own key; within the tribunal it stays here.
disputes-speak-text = What you say
disputes-speak-to = To
disputes-speak-to-whom = whom?
disputes-speak-now = Say it
disputes-speak-lacks-whom = say to whom

## Seats
disputes-seats = Seats
disputes-presiding = presiding arbitrator
disputes-seat-free = free
disputes-seat-refused = not for you: { $why }
disputes-take = Take it
disputes-name-whom = Whom to name
disputes-name-choose = name…
disputes-name = Name
disputes-no-seat = there is no such seat
disputes-lacks-whom = say who takes the seat
disputes-turn-declined = { $who } declined to be { $seat }
disputes-turn-became = { $who } became { $seat }
disputes-turn-left = { $who } handed the seat back
disputes-somebody = Somebody
disputes-not-for-me = Not for me
disputes-decline = Decline
disputes-decline-why = Why you decline it; colleagues read it, the parties do not
disputes-leave = Hand your seat back
disputes-leave-why = Why you hand it back; the tribunal and colleagues read it
disputes-end = End as declined
disputes-end-why = Why it ends; the parties read it

## A party’s own disputes
disputes-own-heading = My disputes
disputes-own-none = You are a party to no dispute.
disputes-own-new-title = New dispute
disputes-own-new-crumb = new
disputes-own-new-intro = Anyone may. An arbitrator rules in it, whom nobody of the staff tells what to do. The other side reads what you write here with names and addresses taken out.
disputes-own-new-origin = It comes from your request <span class="number">{ $number }</span>.
disputes-own-title = Dispute { $number }
disputes-own-filed = It waits for an arbitrator and a case manager.
disputes-own-hearing = It is heard. The tribunal writes to you, and you to it.
disputes-own-decided = It is decided.
disputes-own-declined = It was declined; nobody rules in it.
disputes-own-claimant = You filed it.
disputes-own-respondent = It is against you.
disputes-own-heading-respondent = Against whom
disputes-own-heading-relief = What is asked for
disputes-own-heading-reason = Why it ends
disputes-redacted = redacted
disputes-ask-review = Ask a panel of three to review it
disputes-appeal-complaint = What is wrong with it?
disputes-appeal-relief = What should the panel do?
disputes-ask-review-now = Ask for the review
disputes-say-relief = Please say what you ask for
disputes-say-respondent = Please say against whom it is
disputes-write = Write to the tribunal
disputes-write-who-reads = The other party reads it only when the tribunal shares it, redacted.
disputes-send = Send
disputes-who-looked = Who looked at my data
