# What the scripts of the pages say.
scripts-filter-label = What may stand here
scripts-commands-what = What to do, or where to go
scripts-commands-n = { $form ->
    [one] { $n } command
   *[other] { $n } commands
}
scripts-undo-over = too late to undo

## A page that stays open
scripts-live-ended = Not live any more: { $why }.
scripts-live-stale = Not live at the moment. What you see may be old.
scripts-live-joined = This case is part of another now. What you write is kept; sending it leads you there.
scripts-live-cases = { $form ->
    [one] { $n } new case
   *[other] { $n } new cases
}
scripts-live-changed = { $form ->
    [one] { $cases } is no longer picked: it changed
   *[other] { $cases } are no longer picked: they changed
}
scripts-live-left = { $form ->
    [one] { $cases } is no longer picked: it changed or left this page
   *[other] { $cases } are no longer picked: they changed or left this page
}
scripts-live-came = New message: { $who }
scripts-live-messages = { $form ->
   *[other] { $n } new messages, the last: { $who }
}
scripts-live-since = { $form ->
    [one] One message came since you began
    [two] Two messages came since you began
   *[other] { $n } messages came since you began
}

## A text that is kept by itself
scripts-draft-kept-at = kept { $at }
scripts-draft-unkept = not kept: { $why }
scripts-draft-offline = not kept: no connection. The text stays here and is kept as soon as there is one
scripts-draft-busy = not kept: the desk cannot do it at the moment. The text stays here and is kept when it can
scripts-draft-signed-out = not kept: you are signed out. Sign in in another tab; the text stays here and is kept then
scripts-draft-somebody-else = not kept: somebody else is signed in in this browser. The text stays here
scripts-draft-absent = not kept: this case is not there for you any more. The text stays here
scripts-draft-meanwhile = not kept: this case changed at the same moment; it is tried again when you type on. The text stays here
scripts-draft-destroyed = not kept: data of somebody whom it is about was destroyed, so nothing more is kept of them. The text stays here
scripts-draft-too-long = not kept: it is too long. The text stays here
scripts-draft-misread = not kept: the desk does not understand what this page sends. Copy the text before you load the page anew. The text stays here
scripts-draft-refused = not kept: the desk did not take it. The text stays here
scripts-draft-newer = kept newer in another window,
scripts-draft-newer-show = show it
scripts-draft-gone = sent or discarded in another window,
scripts-draft-gone-keep = keep this one

## Notices in this browser
scripts-notices-unable = This browser cannot tell you of anything.
scripts-notices-allowed = This browser tells you. To stop it, take the permission back in its settings for this site.
scripts-notices-forbidden = You forbade it in this browser. Its settings for this site allow it again.
scripts-notices-allow = Allow in this browser
scripts-zones-offer = Show times as in { $zone }
