# Links, merges and splits of cases.
affairs-link-it = Link it
affairs-merge-it = Merge it
affairs-choose-messages = Choose messages

## What belongs together
affairs-heading = Belongs together
affairs-parts = Part of this case
affairs-is-part = <b class="number">{ $number }</b> is part of this case
affairs-merged-by = merged by { $who }
affairs-placeholders = placeholders in its messages count for it alone
affairs-take-apart = Take apart
affairs-linked = Linked
affairs-part-of-now = part of <a class="number" href="/cases/{ $number }">{ $number }</a> now
affairs-linked-by = linked by { $who }
affairs-hidden = a case you may not see
# Behind how it is linked, in place of its number.
affairs-hidden-other = a case you may not see
affairs-unlink = Unlink

## How two belong together; the number of the other follows
affairs-related-to = related to
affairs-duplicate-of = duplicate of
affairs-has-duplicate = has the duplicate
affairs-caused-by = caused by
affairs-cause-of = cause of
affairs-follow-up-of = follow-up of
affairs-followed-by = followed by
affairs-split-from = split from
affairs-split-into = split into

## Forms
affairs-link-kind = How the two belong together
affairs-link-number = The number of the other case
affairs-link = Link
affairs-goes-into = This case goes into
affairs-merge = Merge
affairs-split = Make messages a case of their own
affairs-number-such-as = a case has a number such as s20261121.17
affairs-not-sent = It was not sent: the case is part of { $number } now. Read the case as a whole, then send it here.

## Done a moment ago
affairs-split-off = Split from <a class="number" href="/cases/{ $number }">{ $number }</a>.
affairs-are-one = Two cases are one. <a href="#affairs">Later</a>, too, they can be taken apart.
affairs-undo = Undo

## Messages to choose
affairs-split-title = { $number }: a case of its own
affairs-which = Which messages are a case of their own?
affairs-split-means = The new case has the same requester, and whoever has this case has it. What answers a chosen message arrives there from now on. It comes back by being merged into this one.
affairs-split-window = Only messages that are shown here together can be chosen together: what you chose is not kept when you go to others.
affairs-stays = stays, it says what this case is about
affairs-subject = What the new case is about
affairs-subject-empty = (empty: what its first message says)
affairs-leave = Leave it as it is
affairs-make = Make a case of these
