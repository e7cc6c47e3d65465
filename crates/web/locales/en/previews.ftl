# A file that strangers sent, looked at.
previews-look = Look at it
previews-title = A file of { $number }
previews-crumb = file
previews-lifted = Opened for this page alone. This look is on record and shown to the person.
previews-by-bytes = By its bytes
previews-by-sender = Its sender says
previews-not-looked-at = not looked at
previews-back = Back to the case
previews-download = Download it as it was sent

## What is seen
previews-small = The picture, small
previews-larger = Larger
previews-large = The picture, as large as a screen
previews-pixels = { $width } × { $height } pixels
previews-drawn = Drawn anew here from { $sent_as }, without what else the file holds: place, camera, other pictures of an animation.
previews-cut = This is its beginning; the file goes on.
previews-no-text = Some of it is not text in the encoding that was taken for it, and stands as �.
previews-from = From
previews-to = To
previews-subject = Subject
previews-mail-unchecked = What the mail says of itself; nobody checked its sender.

## Why nothing is seen
previews-nothing = There is nothing to look at in it.
previews-busy = Another file is being looked at. This one was not opened, and no look is on record; try again in a moment.
previews-no-time = Looking at it took too long; try again, or download it.
previews-failed = What reads such files gave up at it. Trying again does not help; it can be downloaded.
previews-too-long = It is not drawn: it is longer than { $n } MiB.
previews-too-large = It is not drawn: it says that it is { $width } × { $height } pixels; of a picture that is written as this one is, at most { $n } million are drawn.
previews-broken = It is not drawn: it is broken, or made to use up the reader.

## Warnings
previews-program = Opening it runs it. Do not, unless you know who wrote it and why.
previews-lie-name = Its name ends in { $said }, but by its bytes it is { $kind }.
previews-lie-declared = Its sender declared { $said }, but by its bytes it is { $kind }.

## What a file is
previews-kind-empty = empty
previews-kind-png = a PNG picture
previews-kind-jpeg = a JPEG picture
previews-kind-gif = a GIF picture
previews-kind-webp = a WebP picture
previews-kind-other_picture = a picture of a kind that is not drawn here
previews-kind-pdf = a PDF document
previews-kind-office = an office document
previews-kind-archive = an archive of files
previews-kind-program = a program
previews-kind-script = a script
previews-kind-html = an HTML page
previews-kind-svg = an SVG drawing
previews-kind-xml = XML
previews-kind-mail = a mail
previews-kind-json = JSON
previews-kind-table = a table as text
previews-kind-pem = a certificate or key as text
previews-kind-rich_text = rich text
previews-kind-text = plain text
previews-kind-media = sound or a film
previews-kind-unknown = of a kind that its bytes do not tell
