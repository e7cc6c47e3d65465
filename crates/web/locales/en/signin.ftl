# Signing in.
signin-heading = Sign in
signin-address = Your mail address
signin-address-hint = We send a link that works once.
signin-send-link = Send me a link
signin-no-address = This is not a mail address; it looks like name@example.org.
signin-by-passkey = Sign in with a passkey
signin-passkeys-need = Passkeys need JavaScript and a browser that knows them; the other ways need neither.
signin-no-passkey = No passkey was taken. Try again, or sign in another way.
signin-by-password = With a password and a code
signin-not-together = Address, password and code do not go together. A code is good once; wait for the next.
signin-password = Password
signin-code = Code
signin-code-hint = Six digits from your authenticator app, or one of your recovery codes.
signin-do = Sign in

## After a link was asked for
signin-sent-heading = Look into your mail
signin-sent = If this address may sign in, a mail with a link is on its way to it. The link works once, for { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
signin-sent-nothing = Nobody is told here whether an address is known to us. Nothing came? <a href="/sign-in">Try again</a>, perhaps with the address from which you wrote to us.

## The link
signin-link-heading = One more step
signin-link-why = Mail programs open links by themselves to look at them. So the link is used up only when you press this button.
signin-link-do = Sign me in
signin-link-spent = This link does not work
signin-link-another = It may have been used, be too old, or be mistyped. <a href="/sign-in">Ask for another</a>; it takes a minute.
