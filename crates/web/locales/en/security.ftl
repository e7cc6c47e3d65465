# By what one signs in, where one is signed in, and showing anew that it is oneself.
security-heading = Sign-in and sessions
security-signed-in = You are signed in { $way }.
security-way-link = by a link
security-way-link_totp = by a link and a code
security-way-passkey = by a passkey
security-way-password_totp = by password and code
security-way-password_recovery = by password and recovery code
security-level-mailbox = That shows that the mailbox is yours.
security-level-strong = That shows that it is you, more than a mailbox would.
security-level-assured = You were met in person, too.
security-held-back = In this house the staff are known by more than a link. Set up a passkey or an authenticator app here, then confirm that it is you; the desk opens with it.
security-n-asked = { $n ->
    [one] A request for your consent waits for you.
   *[other] { $n } requests for your consent wait for you.
}
security-go-answer = Once you have a passkey or an app, <a href="/consents">go back and answer</a>.
security-remove = Remove
security-replace = Replace
security-change = Change
security-leave = Leave it
security-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
security-facts = set up { $day }
security-facts-used-today = set up { $day }, last used today
security-facts-used = set up { $day }, last used { $used }
security-facts-never-used = set up { $day }, never used
security-fault-wrong = this did not work, or took too long; begin again
security-fault-too-many = there are { $n } passkeys, and there may be no more; remove one first

## Passkeys
security-passkeys = Passkeys
security-passkeys-lead = A key in your telephone, computer or security key. It cannot be copied from a page or guessed, and signs in at one touch.
security-the-passkey = the passkey { $name }
security-no-passkeys = Browsers have no passkeys for this address: it needs a name and TLS.
security-add-passkey = Add a passkey
security-passkey-name = What you call it
security-passkey-name-hint = So that you know it again in the list: “telephone”, “blue key”.
security-passkey-add = Add it
security-passkeys-need = Passkeys need JavaScript and a browser that knows them. An <a href="/security/app/new">authenticator app</a> works without either.
security-passkey-not-given = The browser gave no passkey. It may have one for this house already, or you ended it; try again.

## The authenticator app
security-app = Authenticator app
security-app-lead = An app that shows six digits, others every half minute. Beside a link or a password they show that it is you.
security-app-set-up = Set up
security-app-none = Not set up
security-the-app = the authenticator app
security-set-up-app = Set up an app
security-app-heading = Set up an authenticator app
security-app-scan = Scan this with the app, on a screen that nobody else sees:
security-app-picture = The secret as a picture for the app; the same stands below as text
security-app-type = or type it in, as a time-based code with six digits:
security-app-code = The code that the app shows now
security-app-done = The app is set up

## The password
security-password = Password
security-password-lead = Never enough by itself: a code of the app, or a recovery code, goes with it.
security-password-set = Set
security-password-none = None set
security-the-password = the password
security-set-password = Set a password
security-change-password = Change the password
security-password-needs-code = A password signs in only together with a code, and you have nothing that gives codes yet. <a href="/security/app/new">Set up an app</a> as well.
security-new-password = New password
security-new-password-hint = Twelve characters or more; a few words that do not belong together are good. Do not use one of another site.
security-password-again = Once more
security-password-keep = Keep it
security-not-the-same = the two are not the same

## Recovery codes
security-codes = Recovery codes
security-codes-lead = For the day when telephone and keys are lost. Each works once.
security-no-codes-left = None left
security-codes-left = <b>{ $n }</b> left
security-draw-codes = Draw codes
security-draw-new-codes = Draw new ones
security-draw-heading = Draw recovery codes
security-draw-lead = Ten codes are shown once, on the next page. Write them down or print them, and keep them where your telephone is not.
security-draw-old = { $n ->
    [one] The one you have is good for nothing from then on.
   *[other] The { $n } you have are good for nothing from then on.
}
security-draw-do = Draw them
security-your-codes = Your recovery codes
security-your-codes-lead = They are shown this once. Each works once, in place of a code of the app.
security-codes-written-down = I have written them down

## OpenPGP keys for signed mail
signature-keys-section = Signed mail
signature-keys-lead = Consent can be given by a mail that you sign with OpenPGP, if you set your public key down here first. Mail that is signed by a key of yours counts as you.
signature-keys-lead-certificates = Mail that is signed by an S/MIME certificate in your address’s name counts too, if it comes from an authority that this house trusts.
signature-keys-none = No key set down
signature-keys-add = Set a key down
signature-keys-set-down-at = Set down
signature-keys-the-key = the key { $fingerprint }
signature-keys-heading = Set an OpenPGP key down
signature-keys-new-lead = Export your public key as text (“armored”) and paste it here. The private key stays with you; nobody should ever ask for it.
signature-keys-text = Your public key
signature-keys-look = Look at it
signature-keys-is-it-yours = Is this your key?
signature-keys-compare = Compare the fingerprint with the one that your program shows:
signature-keys-says = The key says that it belongs to:
signature-keys-meaning = From then on a mail that is signed by it can give consent in your name. You are told by mail.
signature-keys-needs-strong = For this we must be sure that it is you: set up a passkey or an authenticator app first.
signature-keys-set-down = Set it down
signature-keys-removal = Remove this key?
signature-keys-removal-means = What it has signed and what has not arrived yet does not count any more. Consent that was given stands, until you take it back.
signature-keys-remove = Remove it
signature-keys-fault-too-large = the key is larger than 48 KiB; export it without the signatures of others
signature-keys-fault-private = this is a private key: keep it to yourself, and paste the public one
signature-keys-fault-unreadable = this is not one OpenPGP public key, as text
signature-keys-fault-useless = the key is expired, revoked, or not for signing
signature-keys-fault-weak = the key is too weak: RSA has 2,048 bits or more, and DSA does not count

## Sessions
security-sessions = Where you are signed in
security-sessions-lead = A session lasts twelve hours, or two without being used. We keep neither place nor device.
security-this-session = This one
security-session = Signed in { $way }
security-this-way = signed in { $way },
security-since = since
security-last-seen = last used { $seen }
security-seen-now = within the hour
security-seen-hours = { $n ->
    [one] an hour ago
   *[other] { $n } hours ago
}
security-end = End
security-the-session = the session { $way }, last used { $seen }
security-end-others = End all others

## Removing one
security-removal-passkey = Remove this passkey?
security-removal-password = Remove the password?
security-removal-totp = Remove the authenticator app?
security-called = It is called <b>{ $name }</b> here, and { $facts }.
security-it-was = It was { $facts }.
security-without-app = Without the app, your password signs in with recovery codes only.
security-removal-ends = All other sessions of yours end with it. You are told by mail.
security-remove-it = Remove it
security-keep-it = Keep it

## Showing anew that it is oneself
proofs-heading = Confirm that it is you
proofs-why-session = This session was begun by no more than a mailbox.
proofs-why-passkey = Before a passkey is added.
proofs-why-app = Before an authenticator app is set up.
proofs-why-password = Before the password is set.
proofs-why-codes = Before recovery codes are drawn.
proofs-why-removal = Before something is removed.
proofs-good-for = What you show is good for this alone, for five minutes.
proofs-error-wrong = That did not show that it is you. A code is good once; wait for the next, and check the clock.
proofs-error-not-recovery = For this we must be sure that it is you: use a passkey, or the six digits that your authenticator app shows now.
proofs-nothing-to-show = You have nothing to show yet. Set up a passkey or an authenticator app first; who has lost theirs asks the operators of this house.
proofs-to-security = To sign-in and sessions
proofs-use-passkey = Use a passkey
proofs-use-code = Use the code
proofs-do-by-passkey = { $label } with a passkey
proofs-do-by-code = { $label } with the code
proofs-passkeys-need = Your passkeys need JavaScript and a browser that knows them.
proofs-code-works = A code works without.
proofs-no-passkey = The browser gave no passkey. Try again.
proofs-code-or-recovery = A code of your authenticator app, or a recovery code
proofs-code-now = The code that your authenticator app shows now
