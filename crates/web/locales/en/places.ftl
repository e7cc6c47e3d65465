# A place on the staff is given, or moved.
places-title = A place on the staff
places-crumb = place
places-move-heading = Move a place on the staff
places-give-heading = Give a place on the staff
places-how = You move it, another member of the board seconds it, and then you carry it out.
places-what = Somebody who has a place gets these roles instead of theirs. They sign in by a link to this address.
places-address = Their own address at the organisation
places-name = Their name
places-roles = What they are trusted with
places-check = The check of their background, where one was made
places-checked-on = Finished on
places-reference = Told of in
places-check-hint = Only that it was made, and where it is told of, is kept; never what was found.
places-move = Move it
places-give = Give it
places-leave = Leave it
places-day = the day of the check looks like 2026-11-20
