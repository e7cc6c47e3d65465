# What authority somebody holds, for what, and how it is used.
authorities-heading = Authority that I hold
authorities-what = Beside what your roles let you do, this was given to you or to one of your roles, each for one purpose. Every use is counted, on record, and seen by the person whose data it is. To read a case counts once for each quarter of an hour.
authorities-none = You hold nothing now. Where a case needs it, its page says how to ask.
authorities-over = Over

authorities-read-case = read the case, redacted
authorities-open-messages = open its sealed messages
authorities-see = see { $fields }
authorities-change = change { $fields }
authorities-tell = tell { $fields }
authorities-saw = saw { $field }
authorities-changed = changed { $field }
authorities-told = told { $field }
authorities-told-to = told { $field } to { $whom }
authorities-to-own = the person themself
authorities-to-member = another member
authorities-to-supplier = a supplier
authorities-to-partner = a partner
authorities-to-agency = an agency

authorities-title-clause = Standing rule
authorities-title-consent = Consent of the person
authorities-title-ruling = Ruling
authorities-title-precedent = Precedent
authorities-title-motion = Motion
authorities-title-emergency = Broken glass
authorities-kind-clause = clause
authorities-kind-consent = consent
authorities-kind-ruling = ruling
authorities-kind-precedent = precedent
authorities-kind-motion = motion
authorities-kind-emergency = emergency
authorities-unused = { $max ->
    [one] not used; may be used { $max } time
   *[other] not used; may be used { $max } times
}
authorities-used = { $max ->
    [one] used { $n } of { $max } time
   *[other] used { $n } of { $max } times
}
