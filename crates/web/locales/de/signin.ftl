# Anmeldung.
signin-heading = Anmelden
signin-address = Ihre Mailadresse
signin-address-hint = Wir senden einen Link, der einmal funktioniert.
signin-send-link = Link an mich senden
signin-no-address = Das ist keine Mailadresse; sie sieht aus wie name@example.org.
signin-by-passkey = Mit Passkey anmelden
signin-passkeys-need = Passkeys brauchen JavaScript und einen Browser, der sie kennt; die anderen Wege brauchen beides nicht.
signin-no-passkey = Es wurde kein Passkey angenommen. Versuchen Sie es noch einmal, oder melden Sie sich anders an.
signin-by-password = Mit Passwort und Code
signin-not-together = Adresse, Passwort und Code gehören nicht zusammen. Ein Code gilt einmal; warten Sie auf den nächsten.
signin-password = Passwort
signin-code = Code
signin-code-hint = Sechs Ziffern aus Ihrer Authenticator-App oder einer Ihrer Wiederherstellungscodes.
signin-do = Anmelden

## Nachdem ein Link verlangt wurde
signin-sent-heading = Sehen Sie in Ihre Mail
signin-sent = Falls sich diese Adresse anmelden darf, ist eine Mail mit einem Link auf dem Weg zu ihr. Der Link funktioniert einmal, { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
} lang.
signin-sent-nothing = Niemand erfährt hier, ob uns eine Adresse bekannt ist. Nichts gekommen? <a href="/sign-in">Versuchen Sie es noch einmal</a>, vielleicht mit der Adresse, von der aus Sie uns geschrieben haben.

## Der Link
signin-link-heading = Noch ein Schritt
signin-link-why = Mailprogramme öffnen Links von selbst, um sie anzusehen. Darum wird der Link erst verbraucht, wenn Sie auf diesen Knopf drücken.
signin-link-do = Mich anmelden
signin-link-spent = Dieser Link funktioniert nicht
signin-link-another = Vielleicht ist er schon verbraucht, zu alt oder falsch abgetippt. <a href="/sign-in">Fordern Sie einen neuen an</a>; es dauert eine Minute.
