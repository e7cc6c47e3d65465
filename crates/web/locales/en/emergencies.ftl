# Broken glass: said why, loud while it lasts, judged afterwards.
emergencies-title = Emergencies
emergencies-heading = Broken glass
emergencies-what = Sealed things opened without anybody’s consent, because it could not wait. Each is a dispute from the start, and somebody else judges it; until then whoever broke it breaks no other.
emergencies-none = No glass was broken.
emergencies-waiting = Waiting for a review
emergencies-broken = <b>{ $who }</b> over <a class="number" href="/cases/{ $number }">{ $number }</a>, <time datetime="{ $exact }">{ $at }</time>
emergencies-reviewed-as = reviewed as
emergencies-destroyed = destroyed with the case
emergencies-end = End it now
emergencies-finding = What you find
emergencies-judge-justified = It was justified
emergencies-judge-not = It was not justified
emergencies-judging-ends = Judging it ends it.
emergencies-heard = It is being heard; the ruling there ends the review.
emergencies-who-judges = An arbitrator or a team leader other than who broke it judges it.
emergencies-judged = Judged
emergencies-justified = Justified
emergencies-not-justified = Not justified
emergencies-judged-by = Judged by ruling { $number }
emergencies-judged-by-link = Judged by <a href="{ $href }">ruling { $number }</a>
emergencies-judged-by-a-ruling = Judged by a ruling

emergencies-open-for = open for { $left } more
emergencies-ended = ended { $at }
emergencies-over-since = over since { $at }
emergencies-uses = Uses
emergencies-opened = opened message { $index } of { $number }
emergencies-read = read { $number }, with what is personal hidden
emergencies-unnamed = { $n ->
    [one] one use more, which the log names
   *[other] { $n } uses more, which the log names
}

emergencies-break-ask = Break glass over { $number }?
emergencies-break-over = Break glass over { $number }
emergencies-break-what = For when harm is happening and nobody can be asked in time. It lets you read this case, open its sealed messages and see what is known of its requester. It changes nothing and tells nothing.
emergencies-told = All team leaders and the team’s channel are told at once, with your name on it.
emergencies-listed = Every use is listed, on record, and seen by the person whose data it is.
emergencies-short = It ends after { $hours } hours at the latest. You, a team leader or the board can end it before.
emergencies-dispute = It becomes a dispute at once, in which somebody else judges it. Until then you cannot break glass again.
emergencies-why = Why it cannot wait
emergencies-hours = For how many hours, { $hours } at most
emergencies-go-on = Go on
emergencies-leave = Leave it closed
emergencies-lets = Until <b>{ $until }</b> at the latest, you alone may in this case
emergencies-because = For <b>{ $hours ->
    [one] one hour
   *[other] { $hours } hours
}</b> from now, because:
emergencies-needs-more = This needs a passkey or an authenticator app, and you have neither. Set one up under <a href="/security">Sign-in and sessions</a>, or ask a colleague who has.
emergencies-show = Show that it is you, and the alarm goes out.
emergencies-break = Break glass
emergencies-do-not = Do not break it
emergencies-why-length = say it in up to { $n } characters
emergencies-hours-bounds = between 1 and { $hours }
