# Was zwei mit einer Person tun, die durch ihre Adresse genannt ist.
destructions-destroy = Daten einer Person vernichten
destructions-destroy-what = Die Schlüssel der Person werden vernichtet und mit ihnen alles, was für sie versiegelt ist, in jeder Kopie und Sicherung. Es braucht zwei: Sie schlagen es vor, und eine andere Person, die dasselbe darf, stimmt zu. Ob wir etwas zu der Adresse haben, wird niemandem gesagt.
destructions-reset = Anmeldung einer Person zurücksetzen
destructions-reset-what = Für jemanden, der alles verloren hat, womit er sich anmeldet. Passkeys, Passwort, App und Notfallcodes werden entfernt, die Sitzungen enden; die Person erfährt es per E-Mail, und ein Link an ihre Adresse lässt sie ein, um alles neu einzurichten. Es braucht zwei. Ob wir die Adresse kennen, wird niemandem gesagt.
destructions-address = E-Mail-Adresse der Person
destructions-propose = Vorschlagen
