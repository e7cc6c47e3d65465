# Drafts: listed, discarded, brought back.
drafts-heading = Drafts
drafts-about = What you are writing and have not sent. Nobody but you reads it. It stays when a case is given to somebody else, moved or closed, and is destroyed with its requester.
drafts-none = You have none.
drafts-unseen = A case that is not yours to see any more
drafts-kept = a { $kind }, kept
drafts-discard = Discard
drafts-discard-which = the { $kind } in { $number }

## Discarded
drafts-discarded-title = Draft discarded
drafts-discarded-heading = Your { $kind } in <span class="number">{ $number }</span>, discarded
drafts-discarded = The draft is discarded. This is the last time that it is shown.
drafts-to-all = To my drafts
drafts-bring-back = Bring it back

## Two texts
drafts-two-title = { $number }: two drafts
drafts-two = Two texts of your { $kind } in <span class="number">{ $number }</span>
drafts-two-kept = Another window of yours kept a newer one. Nothing was overwritten.
drafts-two-of = The one that is kept, of
drafts-two-go-on = Go on with this one
drafts-two-gone = What was kept is gone: it was sent or discarded in another window of yours.
drafts-two-here = The one from this window
drafts-two-label = The { $kind } from this window
drafts-two-instead = Keep this one instead
drafts-two-keep = Keep it
