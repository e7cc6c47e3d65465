# Rulings: writing one, signing it, and what is published of it.
rulings-heading = Rulings
rulings-crumb = ruling
rulings-kind-final = Ruling
rulings-kind-interim = Interim ruling
rulings-kind-sealed = Sealed ruling

## What is published
rulings-feed = Feed
rulings-json = JSON
rulings-intro = What arbitrators decided, anonymised. Of a sealed ruling everyone may know that it exists, and the parties and the board alone what it says.
rulings-none = No ruling was published yet.
rulings-in-force-since = in force since
rulings-text-sealed = its text is sealed
rulings-sealed-strip = This ruling is sealed. Its text is for the parties and the board; the board reviewed that it had to be.
rulings-signatures = Signatures
rulings-signatures-how = Each signer signed the lines below; they bind the whole text by digests. With <a href="/api/v1/rulings/{ $number }">what is published of it</a> anybody can check that.
rulings-struck = Where words were struck before it was published, the paragraph cannot be compared any more.
rulings-signed-at = signed
rulings-key = Key
rulings-signature = Signature

## Writing one
rulings-new-title = Ruling in { $number }
rulings-write = Write a ruling
rulings-of-panel = It is in force when two of the panel have signed the same text.
rulings-facts = Facts
rulings-considerations = Considerations
rulings-decision = Ruling
rulings-new-interim = Interim: the dispute goes on after it
rulings-new-sealed = Sealed: for the parties and the board alone; one of the board signs it, too, and only that it exists is published
rulings-go-on = Go on to sign it

## Directions
rulings-directions = Directions
rulings-directions-hint = Each gives somebody something to do, and becomes an authority of exactly this reach when the ruling is in force.
rulings-direction-n = Direction { $n }
rulings-direction-who = Who
rulings-direction-acts = May
rulings-direction-field-keys = Fields, by key, with spaces between; none where it is about no field
rulings-direction-case = Case; empty is the one that the dispute came from
rulings-direction-about = About; none chosen is whomever the case is about
rulings-direction-claimant = the claimant
rulings-direction-respondent = the respondent
rulings-direction-from-day = From, by the clock of { $zone }; empty is at once
rulings-direction-until-day = Until, that day included, by the clock of { $zone }
rulings-direction-n-uses = Uses
rulings-direction-n-uses-hint = To read the case counts once for each quarter of an hour; all else that is done there counts beside it.
rulings-precedent = Stands as precedent
rulings-precedent-no = no, for this case alone
rulings-precedent-for = for { $every }
rulings-precedent-queue = of the queue
rulings-precedent-queue-any = any
rulings-direction-drop = Drop this direction
rulings-direction-add = Add a direction
rulings-any-role = any { $role }
rulings-direction-may = <b>{ $holder }</b> may { $acts } { $place }
rulings-place-case = in { $number }
rulings-place-precedent = in { $every }, as a precedent
rulings-place-precedent-queue = in { $every } in { $queue }, as a precedent
rulings-direction-fields = fields { $fields }
rulings-direction-persons = { $n ->
    [one] about { $n } person
   *[other] about { $n } persons
}
rulings-direction-uses = { $n ->
    [one] { $n } use
   *[other] { $n } uses
}
rulings-direction-since = from
rulings-direction-until = to
every-request = every request
every-incident = every incident
every-dispute = every dispute
every-problem = every problem
every-change = every change

## What is wrong with a direction
rulings-form-direction = direction { $n }: { $words }
rulings-form-no-act = there is no such act
rulings-form-lacks-who = say who may do it
rulings-form-lacks-until = say until when
rulings-form-uses = say how often, in digits
rulings-form-no-kind = there is no such kind of case
rulings-form-day = days are written like 2026-11-21

## Signing
rulings-sign = Sign it
rulings-leave-unsigned = Leave it unsigned
rulings-sign-title = Sign { $number }
rulings-sign-final = Sign ruling { $number }?
rulings-sign-interim = Sign interim ruling { $number }?
rulings-sign-sealed = Sign sealed ruling { $number }?
rulings-what-you-sign = This is what you sign.
rulings-waits-for-more = { $n ->
    [one] It waits for { $n } more signature.
   *[other] It waits for { $n } more signatures.
}
rulings-at-once = It is in force at once.
rulings-your-signature = Your signature
rulings-no-proof = Your key signs only when you have just shown that it is you, by a passkey or an authenticator app. You have neither. Set one up under <a href="/security">Sign-in and sessions</a>.
rulings-no-proof-keep = Your key signs only when you have just shown that it is you, by a passkey or an authenticator app. You have neither. Set one up under <a href="/security">Sign-in and sessions</a>; keep the text meanwhile, it is not kept here.
rulings-sign-new = Show that it is you, and your key signs exactly this text and these directions.
rulings-sign-this = You sign exactly this text and these directions; a later text is another one. Show that it is you, and your key signs.
rulings-back = Back, to change it

## One ruling among the staff
rulings-standing-waiting = waits for a signature
rulings-standing-withdrawn = withdrawn
rulings-standing-published = in force, published
rulings-standing-in-force = in force
rulings-standing-interim = interim
rulings-standing-sealed = sealed
rulings-published = published
rulings-text-not-yours = Its text is not for you to read here.
rulings-n-signed = { $n } of { $needed }
rulings-for-board = for the board
rulings-strikes = What else must go before it is published, one stretch of words a line
rulings-strikes-hint = The text above is published as it stands, less these words, for everyone and for good.
rulings-publish = Publish
