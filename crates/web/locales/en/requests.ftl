# A requester's own requests.
requests-heading = My requests
requests-new = New request
requests-none = You have not asked us anything yet.
requests-opened = opened
requests-changed = changed
requests-answer-by = we mean to answer by

## What a state means to who asked
requests-meaning-pending = We have it; nobody has taken it yet.
requests-meaning-open = Somebody is working on it.
requests-meaning-waiting = We answered and wait for you.
requests-meaning-resolved = We think it is done.
requests-meaning-closed = It is over. A new message opens it again.

## A new request
requests-crumb-new = new
requests-new-lead = Write in any language. We first read a redacted copy; opening your own words is recorded, and you see who did and why.
requests-subject = What is it about?
requests-text = What happened, and what do you need?
requests-files = Files, if they help
requests-files-hint = At most 10, together at most 10 MiB. They are sealed like your words.
requests-send = Send to us
requests-about-correction = Something that you hold about me is wrong
requests-about-erasure = I want to be forgotten

## One request
requests-you = You
requests-attached = Attached files of message { $n }
requests-download = Download
requests-file-destroyed = destroyed
requests-helped = You said that it helped. Thank you.
requests-not-after-all = It did not, after all
requests-not-helped = You said that it did not help yet. Tell us below what is lacking.
requests-helped-after-all = It helped, after all
requests-did-it-help = Did our answer help?
requests-yes = Yes, it helped
requests-not-yet = Not yet
requests-add = Add a message
requests-add-files = Files
requests-files-most = at most 10, together 10 MiB
