# What is said when there is no other page.
errors-to-start = To the start
errors-name = If you ask us about this, name <span class="number">{ $id }</span>
errors-nothing-here = There is nothing here for you
errors-nothing-here-text = The address may be mistyped, or what it names is not yours to see. We do not say which.
errors-not-our-form = This form was not ours, or it is too old
errors-not-our-form-text = We only take forms from our own pages, from the browser that asked for them. Open the page again and send the form from there.
errors-faster = Somebody was faster
errors-faster-text = What you wanted to change has changed since you looked. Open it again; nothing of yours was written.
errors-too-large = That is too much at once
errors-too-large-text = A form may hold one megabyte. Nothing was written.
errors-too-many = Too many at once
errors-too-many-text = Please wait a minute and try again. Nothing was written.
errors-unable = We are not able to answer now
errors-unable-text = Something that we stand on is slow or away. Nothing of yours is lost: what we have accepted, we have kept.
errors-gone = It is no longer there
errors-gone-text = It was destroyed, and cannot be brought back.
errors-unusable = That cannot be used as it is
errors-unusable-text = Something that you gave does not fit. Nothing was written.
errors-full = The storage is full
errors-full-text = We accept nothing that we cannot keep. Nothing was written.
errors-unreadable = We could not read that
errors-unreadable-text = The request was not in a form that we understand. Nothing was written.
errors-broken = Something broke on our side
errors-broken-text = It has been noted. What we accepted before is kept; what you just sent may not have been written.
