# Who may do what, and how it becomes another.
policies-name = Policies
policies-heading = Who may do what
policies-what = These are the rules that the gate decides by, and nothing else decides. What none of them allows is refused; what one of them forbids no other can allow. Each change is on record, and every entry of the log names the edition that decided.
policies-in-force-label = In force
policies-edition-in-force = <a href="/policies/editions/{ $number }">edition { $number }</a> (<code>{ $digest }</code>) since <time datetime="{ $exact }">{ $at }</time>; <a href="/policies/editions">all editions</a>
policies-by = By
policies-by-two = { $proposer } and { $second }
policies-founding = the founding
policies-newer = This version of Chancery comes with newer texts than these were made from:
policies-newer-until = Nothing changes until two people want it.
policies-chapters = Chapters
policies-fixed-core = the fixed core
policies-fixed-what = Compiled in and in nobody’s hands: these only forbid, and outweigh all that follows.
policies-change = Change it
policies-allows = Allows:
policies-forbids = Forbids:
policies-lets = Lets
policies-stops = Stops
policies-speaks-of = Speaks of
policies-known = Known
policies-level-any = whoever it is, signed in or not
policies-level-whoever = whoever it is
policies-level-staff = the staff as this house asks: { $level }
policies-level-issuer = whoever gave the token: { $level }
policies-level-not = whoever is not known so well: { $level }
policies-level-issuer-not = whoever gave the token is not known so well: { $level }
policies-identity-unknown = anybody
policies-identity-address_controlled = by a mail from their address
policies-identity-signed_in = signed in
policies-identity-strong = signed in strongly, by a passkey or a second factor
policies-identity-assured = met in person
policies-needs = Needs
policies-everything = everything
policies-n-acts = { $n ->
    [one] { $n } act
   *[other] { $n } acts
}
policies-token = a token: { $kind }
policies-eyes-four = two people: one acts, another approves
policies-eyes-dual = two people: both act
policies-as-written = As written: <code>{ $id }</code>
policies-another = Another file
policies-file-name = Its name
policies-file-example = ours.cedar
policies-begin = Begin it

policies-begin-file = Begin <code>{ $file }</code>
policies-change-file = Change <code>{ $file }</code>
policies-edit-what = First you see what it would change. Then you propose it, and another who may change the policies approves.
policies-newer-text = This version of Chancery comes with a newer text: what it would change here
policies-differs = How it differs from what Chancery comes with
policies-standing = What Chancery comes with
policies-text = Its policies, in Cedar
policies-text-hint = Each policy has @id, @clause and @sentence; @authority("consent") where it rests on a token, @eyes("four") or @eyes("dual") where it takes two. Empty removes the file.
policies-note = Why, for the history; name nobody
policies-see = See what it would change
policies-show-title = { $file }, before it is proposed
policies-show-crumb = before it is proposed
policies-not-proposed = Nothing is proposed yet
policies-lines = Line by line
policies-propose = Propose exactly this
policies-propose-hint = Another who may change the policies approves it.

policies-editions = Editions
policies-editions-title = Editions of the policies
policies-editions-crumb = editions
policies-edition = Edition { $number }
policies-edition-title = Edition { $number } of the policies
policies-in-force = in force
policies-row-by = by { $who }
policies-row-back = back to edition { $number }
policies-why = Why
policies-since = Since
policies-takes-up = Takes up
policies-texts-of = the texts of <a href="/policies/editions/{ $number }">edition { $number }</a>
policies-digest = Digest
policies-changed = What it changed
policies-files = Its files
policies-return = Return to it
policies-propose-return = Propose to return to these texts

policies-analysis = What it would change
policies-same = Nothing that was asked would be answered otherwise.
policies-newly-allowed = Newly allowed
policies-newly-refused = Newly refused
policies-by-situation = By role and situation
policies-refused-lately = Refused within the last { $days } days
policies-done-lately = Done within the last { $days } days
policies-th-act = Act
policies-th-who = Who
policies-th-situation = Situation
policies-th-now = Now
policies-th-then = Then
policies-th-often = How often
policies-th-latest = Latest entry
policies-answer-refused = refused
policies-answer-by-two = by two
policies-answer-allowed = allowed
policies-showing = { $who }, showing { $kind }
policies-more-rows = { $n ->
    [one] { $n } more row is not shown.
   *[other] { $n } more rows are not shown.
}
policies-extent = This is a replay, not a proof: { $asked } questions of roles and situations, each role alone, were put to both; and { $scope ->
    [latest] the latest { $entries } entries
   *[all] { $entries } entries
} of the last { $days } days were asked again, of which { $lost } could not be rebuilt because things stand otherwise today.
