# Womit man sich anmeldet, wo man angemeldet ist, und neu zeigen, dass man es selbst ist.
security-heading = Anmeldung und Sitzungen
security-signed-in = Sie haben sich { $way } angemeldet.
security-way-link = mit einem Link
security-way-link_totp = mit Link und Code
security-way-passkey = mit einem Passkey
security-way-password_totp = mit Passwort und Code
security-way-password_recovery = mit Passwort und Wiederherstellungscode
security-level-mailbox = Das zeigt, dass das Postfach Ihnen gehört.
security-level-strong = Das zeigt besser als ein Postfach, dass Sie es sind.
security-level-assured = Wir sind Ihnen auch persönlich begegnet.
security-held-back = In diesem Haus genügt für das Team ein Link allein nicht. Richten Sie hier einen Passkey oder eine Authenticator-App ein, und bestätigen Sie dann, dass Sie es sind; damit öffnet sich der Schreibtisch.
security-n-asked = { $n ->
    [one] Eine Bitte um Ihre Einwilligung wartet auf Sie.
   *[other] { $n } Bitten um Ihre Einwilligung warten auf Sie.
}
security-go-answer = Sobald Sie einen Passkey oder eine App haben, <a href="/consents">gehen Sie zurück und antworten Sie</a>.
security-remove = Entfernen
security-replace = Ersetzen
security-change = Ändern
security-leave = Lassen
security-day = { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
} { $year }
security-facts = eingerichtet am { $day }
security-facts-used-today = eingerichtet am { $day }, zuletzt heute verwendet
security-facts-used = eingerichtet am { $day }, zuletzt verwendet am { $used }
security-facts-never-used = eingerichtet am { $day }, noch nie verwendet
security-fault-wrong = das hat nicht geklappt oder zu lange gedauert; bitte beginnen Sie noch einmal
security-fault-too-many = es gibt { $n } Passkeys, und mehr dürfen es nicht sein; entfernen Sie zuerst einen

## Passkeys
security-passkeys = Passkeys
security-passkeys-lead = Ein Schlüssel in Ihrem Telefon, Computer oder Sicherheitsschlüssel. Er lässt sich nicht von einer Seite kopieren und nicht erraten und meldet Sie mit einer Berührung an.
security-the-passkey = den Passkey { $name }
security-no-passkeys = Für diese Adresse haben Browser keine Passkeys: Sie braucht einen Namen und TLS.
security-add-passkey = Passkey hinzufügen
security-passkey-name = Wie Sie ihn nennen
security-passkey-name-hint = Damit Sie ihn in der Liste wiedererkennen: „Telefon“, „blauer Schlüssel“.
security-passkey-add = Hinzufügen
security-passkeys-need = Passkeys brauchen JavaScript und einen Browser, der sie kennt. Eine <a href="/security/app/new">Authenticator-App</a> kommt ohne beides aus.
security-passkey-not-given = Der Browser hat keinen Passkey gegeben. Vielleicht hat er für dieses Haus schon einen, oder Sie haben es abgebrochen; versuchen Sie es noch einmal.

## Die Authenticator-App
security-app = Authenticator-App
security-app-lead = Eine App, die sechs Ziffern zeigt, jede halbe Minute andere. Zusammen mit einem Link oder einem Passwort zeigen sie, dass Sie es sind.
security-app-set-up = Eingerichtet
security-app-none = Nicht eingerichtet
security-the-app = die Authenticator-App
security-set-up-app = App einrichten
security-app-heading = Authenticator-App einrichten
security-app-scan = Scannen Sie dies mit der App, auf einem Bildschirm, den sonst niemand sieht:
security-app-picture = Das Geheimnis als Bild für die App; dasselbe steht darunter als Text
security-app-type = oder tippen Sie es ein, als zeitbasierten Code mit sechs Ziffern:
security-app-code = Der Code, den die App jetzt zeigt
security-app-done = Die App ist eingerichtet

## Das Passwort
security-password = Passwort
security-password-lead = Nie allein genug: Ein Code der App oder ein Wiederherstellungscode gehört dazu.
security-password-set = Gesetzt
security-password-none = Keines gesetzt
security-the-password = das Passwort
security-set-password = Passwort setzen
security-change-password = Passwort ändern
security-password-needs-code = Ein Passwort meldet Sie nur zusammen mit einem Code an, und Sie haben noch nichts, was Codes gibt. <a href="/security/app/new">Richten Sie auch eine App ein</a>.
security-new-password = Neues Passwort
security-new-password-hint = Zwölf Zeichen oder mehr; gut sind ein paar Wörter, die nicht zusammengehören. Nehmen Sie keines von einer anderen Website.
security-password-again = Noch einmal
security-password-keep = Passwort speichern
security-not-the-same = die beiden sind nicht gleich

## Wiederherstellungscodes
security-codes = Wiederherstellungscodes
security-codes-lead = Für den Tag, an dem Telefon und Schlüssel verloren sind. Jeder funktioniert einmal.
security-no-codes-left = Keine übrig
security-codes-left = noch <b>{ $n }</b>
security-draw-codes = Codes erzeugen
security-draw-new-codes = Neue erzeugen
security-draw-heading = Wiederherstellungscodes erzeugen
security-draw-lead = Zehn Codes werden einmal gezeigt, auf der nächsten Seite. Schreiben Sie sie auf oder drucken Sie sie, und bewahren Sie sie dort auf, wo Ihr Telefon nicht ist.
security-draw-old = { $n ->
    [one] Der eine, den Sie haben, gilt von da an nicht mehr.
   *[other] Die { $n }, die Sie haben, gelten von da an nicht mehr.
}
security-draw-do = Erzeugen
security-your-codes = Ihre Wiederherstellungscodes
security-your-codes-lead = Sie werden nur dieses eine Mal gezeigt. Jeder funktioniert einmal, anstelle eines Codes der App.
security-codes-written-down = Ich habe sie aufgeschrieben

## OpenPGP-Schlüssel für signierte Mails
signature-keys-section = Signierte Mails
signature-keys-lead = Eine Einwilligung kann auch in einer Mail stehen, die Sie mit OpenPGP signieren, wenn Sie hier zuvor Ihren öffentlichen Schlüssel hinterlegen. Was Ihr Schlüssel signiert hat, gilt als von Ihnen.
signature-keys-lead-certificates = Auch Mails gelten, die mit einem S/MIME-Zertifikat auf Ihre Adresse signiert sind, wenn es von einer Stelle stammt, der dieses Haus vertraut.
signature-keys-none = Kein Schlüssel hinterlegt
signature-keys-add = Einen Schlüssel hinterlegen
signature-keys-set-down-at = Hinterlegt
signature-keys-the-key = den Schlüssel { $fingerprint }
signature-keys-heading = Einen OpenPGP-Schlüssel hinterlegen
signature-keys-new-lead = Exportieren Sie Ihren öffentlichen Schlüssel als Text („armored“) und fügen Sie ihn hier ein. Der private Schlüssel bleibt bei Ihnen; niemand darf je danach fragen.
signature-keys-text = Ihr öffentlicher Schlüssel
signature-keys-look = Ansehen
signature-keys-is-it-yours = Ist das Ihr Schlüssel?
signature-keys-compare = Vergleichen Sie den Fingerabdruck mit dem, den Ihr Programm zeigt:
signature-keys-says = Der Schlüssel sagt, er gehöre:
signature-keys-meaning = Von da an kann eine Mail, die er signiert hat, in Ihrem Namen einwilligen. Sie erfahren es per Mail.
signature-keys-needs-strong = Dafür müssen wir sicher sein, dass Sie es sind: Richten Sie zuerst einen Passkey oder eine Authenticator-App ein.
signature-keys-set-down = Hinterlegen
signature-keys-removal = Diesen Schlüssel entfernen?
signature-keys-removal-means = Was er signiert hat und noch nicht angekommen ist, gilt nicht mehr. Eine erteilte Einwilligung besteht, bis Sie sie zurücknehmen.
signature-keys-remove = Entfernen
signature-keys-fault-too-large = der Schlüssel ist größer als 48 KiB; exportieren Sie ihn ohne die Signaturen anderer
signature-keys-fault-private = das ist ein privater Schlüssel: Behalten Sie ihn für sich und fügen Sie den öffentlichen ein
signature-keys-fault-unreadable = das ist nicht ein öffentlicher OpenPGP-Schlüssel als Text
signature-keys-fault-useless = der Schlüssel ist abgelaufen, widerrufen oder nicht zum Signieren
signature-keys-fault-weak = der Schlüssel ist zu schwach: RSA hat 2048 Bit oder mehr, und DSA gilt nicht

## Sitzungen
security-sessions = Wo Sie angemeldet sind
security-sessions-lead = Eine Sitzung dauert zwölf Stunden, ungenutzt zwei. Wir bewahren weder Ort noch Gerät auf.
security-this-session = Diese hier
security-session = Angemeldet { $way }
security-this-way = angemeldet { $way },
security-since = seit
security-last-seen = zuletzt verwendet { $seen }
security-seen-now = in der letzten Stunde
security-seen-hours = { $n ->
    [one] vor einer Stunde
   *[other] vor { $n } Stunden
}
security-end = Beenden
security-the-session = die Sitzung, angemeldet { $way }, zuletzt verwendet { $seen }
security-end-others = Alle anderen beenden

## Entfernen
security-removal-passkey = Diesen Passkey entfernen?
security-removal-password = Das Passwort entfernen?
security-removal-totp = Die Authenticator-App entfernen?
security-called = Hier genannt <b>{ $name }</b>, { $facts }.
security-it-was = Hier { $facts }.
security-without-app = Ohne die App meldet Ihr Passwort Sie nur mit Wiederherstellungscodes an.
security-removal-ends = Alle Ihre anderen Sitzungen enden damit. Sie erfahren es per Mail.
security-remove-it = Entfernen
security-keep-it = Behalten

## Neu zeigen, dass man es selbst ist
proofs-heading = Bestätigen Sie, dass Sie es sind
proofs-why-session = Diese Sitzung begann mit nicht mehr als einem Postfach.
proofs-why-passkey = Bevor ein Passkey hinzukommt.
proofs-why-app = Bevor eine Authenticator-App eingerichtet wird.
proofs-why-password = Bevor das Passwort gesetzt wird.
proofs-why-codes = Bevor Wiederherstellungscodes erzeugt werden.
proofs-why-removal = Bevor etwas entfernt wird.
proofs-good-for = Was Sie zeigen, gilt nur hierfür, fünf Minuten lang.
proofs-error-wrong = Das hat nicht gezeigt, dass Sie es sind. Ein Code gilt einmal; warten Sie auf den nächsten, und prüfen Sie die Uhr.
proofs-error-not-recovery = Hierfür müssen wir sicher sein, dass Sie es sind: Nehmen Sie einen Passkey oder die sechs Ziffern, die Ihre Authenticator-App jetzt zeigt.
proofs-nothing-to-show = Sie haben noch nichts, womit Sie es zeigen könnten. Richten Sie zuerst einen Passkey oder eine Authenticator-App ein; wer seine verloren hat, wendet sich an die Betreiber dieses Hauses.
proofs-to-security = Zu Anmeldung und Sitzungen
proofs-use-passkey = Passkey verwenden
proofs-use-code = Code verwenden
proofs-do-by-passkey = { $label } (mit Passkey)
proofs-do-by-code = { $label } (mit dem Code)
proofs-passkeys-need = Ihre Passkeys brauchen JavaScript und einen Browser, der sie kennt.
proofs-code-works = Ein Code kommt ohne aus.
proofs-no-passkey = Der Browser hat keinen Passkey gegeben. Versuchen Sie es noch einmal.
proofs-code-or-recovery = Ein Code Ihrer Authenticator-App oder ein Wiederherstellungscode
proofs-code-now = Der Code, den Ihre Authenticator-App jetzt zeigt
