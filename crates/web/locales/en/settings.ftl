# What is in force, and where it comes from.
settings-what = What is in force, and where it comes from. A variable of the environment outranks <code>{ $file }</code>, the file outranks what is changed here, and that outranks what Chancery comes with. What the file or a variable has is pinned: it is changed there, and obeyed after a restart. The variable of <code>web.listen</code> is <code>CHANCERY_WEB_LISTEN</code>, and so on.
settings-file-changed = The file was changed since the house began. What it says now is obeyed after a restart.
settings-sections = Groups
settings-changes = Changes made here

## The sections of chancery.toml
settings-group-web = Pages
settings-group-mail = Mail
settings-group-desk = Desk
settings-group-sign_in = Sign-in
settings-group-staff = Staff
settings-group-fields = Fields of a person
settings-group-consoles = Consoles
settings-group-database = Database
settings-group-vault = Keys and blobs
settings-group-audit = Log

## A setting
settings-secret = set, and not shown
settings-not-set = not set
settings-source-here = Changed here
settings-source-standing = As it comes
settings-source-variable = Environment, { $name }
settings-comes-as = comes as <code>{ $value }</code>
settings-outranks = outranks <code>{ $value }</code>, which was said here
settings-after-restart = obeyed after a restart
settings-why-file-desk-profile = It stands in the file or the environment: by it outsiders are told names of the staff or titles, and nobody of the house shall be able to open that for all others with a click.
settings-why-file-mail-channel = It stands in the file or the environment: whoever could change it here would have a copy of every answer sent to themselves.
settings-why-file-audit-witness = It stands in the file or the environment: it keeps the house from changing its own record unseen, so nobody who is in that record can turn it off or have it run another command.
settings-why-file-staff-background-check = It stands in the file or the environment: it decides who may work here, and nobody who works here shall be able to let somebody in by dropping it.
settings-why-file-staff-agreement-file = It stands in the file or the environment: another text takes the roles of all of the staff away until each has accepted it.
settings-pinned = pinned there
settings-at-once = obeyed at once

## Changing it
settings-change = Change it
settings-whole-number = A whole number from { $least } to { $most }
settings-one-of = One of these
settings-choice-signed_in = signed in
settings-choice-strong = strong
settings-note = Why, for the history; may be empty, and names nobody
settings-back = Back to { $value }, as it comes

## What was changed
settings-as-it-comes = as it comes
settings-undo = Undo<span class="unseen"> change { $number }</span>
settings-change-number = Change { $number }
settings-change-by = by { $who }
settings-nobody = nobody
settings-took-back = took change { $number } back
