# Replies: a look before sending, and the question when the case went on.
replies-preview-title = Preview for { $number }
replies-preview-heading = This is how it will leave
replies-from = From
replies-to = To
replies-to-all = the requester and every confirmed participant, each by their own copy
replies-subject = Subject
replies-signed = Signed
replies-signed-until = S/MIME, by your key, valid until { $end }
replies-signed-by-nobody = by nobody yet: you have no valid signing key, so it cannot leave
replies-copy = Copy
replies-copy-to-channel = the team channel
replies-empty = A reply needs words.
replies-placeholder = The text holds the placeholder { $seal }. It leaves as it stands; nothing is filled in.
replies-change = Change it
replies-send = Send
replies-undo-secs = { $n } s to undo

## The case went on
replies-went-on-title = { $number } went on
replies-went-on = { $heading }. Nothing was sent.
replies-all-that-came = All that came, in the case
replies-as-written = Your reply, as you wrote it
replies-label = Your reply to the requester
replies-leave = Leave it
replies-preview = Preview
replies-send-all-the-same = Send it all the same

## A template put in
replies-choose-template = choose a template first
replies-filled = “{ $title }” stands in your reply; look it over before you send it.
replies-filled-below = “{ $title }” stands below what you had written; look it over before you send it.
