# Die Seite eines Falls.
case-you = Sie
case-no-subject = Ohne Betreff
case-subject-rest = Der Rest eines langen Betreffs
case-side = Befugnis und Personen
case-timeline = Was gesagt und getan wurde

## Was er ist
case-kind-request = Anfrage
case-kind-incident = Vorfall
case-kind-dispute = Streitfall
case-kind-problem = Problem
case-kind-change = Änderung
case-in-queue = in <a href="/cases?q=queue:{ $queue }">{ $queue }</a>
case-assigned-nobody = niemandem zugewiesen
case-assigned-you = Ihnen zugewiesen
case-assigned-other = zugewiesen: { $name }
case-taken-by-you = von Ihnen übernommen
case-hearing = Anhörung und Entscheide
case-opened = eröffnet
case-answer-due = Antwort:

## Wer hier ist
case-present-reply = { $who } schreibt eine Antwort
case-present-note = { $who } schreibt eine Notiz
case-present-open = { $who } hat diesen Fall offen
case-people = Personen
case-part-requester = Anfragende Person
case-part-participant = Beteiligte Person
case-part-stranger = Neuer Absender
case-identity-unknown = Adresse nicht bewiesen
case-identity-address_controlled = Adresse bewiesen
case-identity-signed_in = angemeldet
case-identity-strong = stark angemeldet
case-identity-assured = persönlich getroffen
case-requester-identity = anfragende Person, { $identity }
case-suggestion = Vielleicht eine Fortsetzung von <a class="number" href="/cases/{ $number }">{ $number }</a>: der Betreff nennt diesen Fall, doch nichts beweist, dass sie dorthin gehört.
case-suggestion-confirm = Sie gehört dorthin

## Was getan wurde
case-event = <b>{ $who }</b>: { $what }
case-did-moved = Fall verschoben
case-did-assigned = bestimmt, wer daran arbeitet
case-did-closed = Fall geschlossen
case-did-reopened = Fall wieder geöffnet
case-did-opened = Original entsiegelt
case-did-read = Texte aufgrund einer Befugnis gelesen
case-did-confirmed = Absender bestätigt
case-did-undone = Antwort zurückgenommen
case-did-helped = es hat geholfen
case-did-not-helped = es hat nicht geholfen
case-did-legal = Fall als rechtliche Anfrage gekennzeichnet
case-did-guide-begun = Leitfaden begonnen
case-did-ticked = Schritt eines Leitfadens abgehakt
case-did-unticked = Haken eines Leitfadens zurückgenommen
case-did-guide-stopped = Leitfaden beiseitegelegt
case-did-else = { $act }

## Nachrichten
case-note = Notiz
case-reply = Antwort
case-n-attached = { $n ->
    [one] { $n } Anhang
   *[other] { $n } Anhänge
}
case-n-quoted = { $n ->
    [one] { $n } zitierte Zeile
   *[other] { $n } zitierte Zeilen
}
case-machine = Von einer Maschine gesendet ({ $why }); darauf wird nie von selbst geantwortet.
case-destroyed = Vernichtet; niemand kann es mehr öffnen.
case-to-mail = Zur E-Mail, wie sie ankam
case-stranger = Ein neuer Absender. Er sieht nichts vom Fall und erhält keine Antworten, bis Sie sagen, dass er dazugehört.
case-stranger-confirm = Gehört hierher
case-copies = Kopien
case-copy-to = an: { $target }
case-copy-requester = anfragende Person
case-copy-participant = beteiligte Person
case-copy-channel = Kanal des Teams
case-copy-leaves = geht ab um { $at }
case-copy-deferred = { $status }, nächster Versuch { $at }
case-copy-uncertain = nächster Versuch { $at }, unter derselben Message-ID
case-copy-sent = vom Relay angenommen
case-undo = Zurücknehmen

## Das Siegel
case-sealed = Original versiegelt. Das Öffnen wird protokolliert und der Person gezeigt.
case-sealed-why = Original versiegelt. { $why }
case-seal-more = Mehr von diesem Original. Das Öffnen wird protokolliert und der Person gezeigt.
case-reason = Grund
case-seal-lift = Entsiegeln
case-seal-text = Als Text
case-seal-html = Mit Gestaltung
case-seal-mail = E-Mail herunterladen
case-lifted = Entsiegelt
case-lifted-by = nur für diese Seite, nach { $clause }. Diese Einsicht steht im Protokoll und wird der Person gezeigt.
case-from = Von
case-subject = Betreff
case-framed = Die Nachricht, wie sie gestaltet wurde
case-framed-safe = In diesem Rahmen läuft nichts, Bilder von anderswo werden nicht geladen, und Links führen nirgendwohin; kopieren Sie einen, wenn Sie ihn brauchen.

## Dateien
case-files = Anhänge der Nachricht { $n }
case-files-warning = Jede Einsicht und jedes Herunterladen wird protokolliert und der Person gezeigt. Was Fremde senden, kann schädlich sein.
case-file-no-name = ohne Namen
case-file-download = Herunterladen
case-file-size = { $whole },{ $tenth } { $unit }
case-file-very-large = sehr groß

## Schreiben
case-reply-label = Ihre Antwort an die anfragende Person
case-manner = Von Ihrer eigenen Adresse, signiert.
case-manner-copied = Von Ihrer eigenen Adresse, signiert, Kopie an den Kanal des Teams.
case-no-key = Sie haben keinen gültigen Signaturschlüssel; ohne ihn kann keine Antwort abgehen.
case-profile = Ihr Profil
case-draft = Ihr Entwurf
case-draft-waits = Er wartet, bis Sie antworten dürfen oder ihn <a href="/drafts">verwerfen</a>.
case-kept = aufbewahrt
case-keep-draft = Als Entwurf aufbewahren
case-preview = Vorschau
case-send = Senden
case-send-undo = { $n } s zum Zurücknehmen
case-came-since = { $n ->
    [one] Seit Sie begonnen haben, kam { $n } Nachricht
   *[other] Seit Sie begonnen haben, kamen { $n } Nachrichten
}
case-note-write = Eine Notiz für das Team schreiben
case-note-label = Ihre Notiz; die anfragende Person sieht sie nie
case-note-manner = Die anfragende Person sieht sie nie.
case-note-keep = Notiz aufbewahren
case-template-use = Eine Vorlage verwenden
case-template-which = Welche
case-template-choose = wählen…
case-template-put = Einfügen
case-template-hint = Was Sie geschrieben haben, bleibt; es steht dann darunter.
case-template-all = Alle Vorlagen
case-template-lacks = { $title } (Rolle: { $role })

## Leitfäden
case-guides = Leitfäden
case-guide-progress = { $done } von { $all }
case-guide-done = fertig
case-guide-set-aside = beiseitegelegt
case-guide-when = Wann man ihn verwendet
case-guide-begun = Begonnen von { $who }
case-guide-text = sein Text
case-guide-stop = Beiseitelegen
case-guide-label = Ein Leitfaden zum Beginnen
case-guide-choose = Leitfaden beginnen…
case-guide-suggested = Für diese Warteschlange
case-guide-begin = Beginnen
case-step-ticked = Abgehakt:
case-step-next = Nächster:
case-step-open = Offen:
case-step-by = Rolle: { $role }
case-step-not-who = nicht, wer { $steps } abgehakt hat
case-step-or = { $first } oder { $second }
case-step-template = „{ $title }“ in die Antwort einfügen
case-step-legal = Als rechtliche Anfrage kennzeichnen
case-step-not-kept = Was Sie notiert hatten, wurde nicht aufbewahrt:
case-step-taken-back = zurückgenommen von { $who }
case-tick = Abhaken
case-tick-which = Schritt { $number }: { $heading }
case-untick = Zurücknehmen
case-untick-which = Schritt { $number }

## Rechte
case-rights = Befugnis
case-rights-may = Sie dürfen:
case-rights-may-not = Sie dürfen nicht:
case-rights-by = Mit welchem Recht:
case-rights-rule = Die Richtlinie
case-rights-else = Weitere Wege: { $n }
case-to-which-queue = In welche Warteschlange
case-to-whom = Wem
case-to-whom-choose = wem…
case-take = Übernehmen
case-assign = Zuweisen
case-write-note = Eine Notiz schreiben
case-file-dispute = Streitfall einreichen
case-file-dispute-from = Daraus einen Streitfall einreichen
case-mark-legal = Kennzeichnen
case-close = Fall schließen
case-reopen = Wieder öffnen
case-ask = Das Mitglied fragen
case-ask-about = nach { $field }
case-break-glass = Glas einschlagen

## Was über die anfragende Person bekannt ist
case-known = Über die anfragende Person
case-known-elsewhere = in einem anderen System geführt
case-known-nothing = Es ist nichts gespeichert.
case-known-told = Darf { $whom } mitgeteilt werden. Es steht im Protokoll und wird der Person gezeigt.
case-known-opened = Nur für diese Seite geöffnet. Es steht im Protokoll und wird der Person gezeigt.
case-known-may = Sie dürfen
case-known-may-not = Sie dürfen nicht
case-known-see = ansehen
case-known-change = ändern
case-known-change-by-two = ändern, wenn eine andere Person zustimmt
case-known-open-button = Öffnen
case-known-change-button = Ändern
case-known-tell = Jemandem mitteilen
case-known-system = Welchem System
case-take-there = Dort vorlegen
case-uses-left = noch { $n } von { $max } Mal, { $left }
case-left = noch { $left }
case-given = Für diesen Fall erteilt
case-given-all = Alles, was Sie haben
case-consents = Vom Mitglied erbeten
case-consents-signed-smime = durch signierte Mail (S/MIME)
case-consents-signed-openpgp = durch signierte Mail (OpenPGP)
case-consents-left = noch { $left } zum Antworten

## Eine Befugnis
case-authority-withdrawn = widerrufen
case-authority-expired = ihre Zeit ist um
case-authority-spent = vollständig verbraucht
case-authority-holder = Inhaber: { $holder }
case-authority-for-own = für Ihre Anfrage <a class="number" href="/me/requests/{ $number }">{ $number }</a>
case-authority-for-case = für <a class="number" href="/cases/{ $number }">{ $number }</a>
case-authority-for-class = für jeden Fall seiner Klasse
case-authority-since = seit
case-authority-until = bis
case-authority-uses = Gebrauch
case-authority-used-in = in { $audience }
case-authority-opened = Nachricht { $position } von { $number } geöffnet
case-authority-read = { $number } gelesen, geschwärzt
case-authority-unnamed = { $n ->
    [one] noch ein Gebrauch, den das Protokoll nennt
   *[other] noch { $n }-mal Gebrauch, den das Protokoll nennt
}
case-authority-looks = wer nachgesehen hat, und warum
case-authority-withdraw = Widerrufen
case-authority-not-yours = Dies haben nicht Sie erteilt, also können Sie es hier nicht zurücknehmen; Sie können in Ihrer Anfrage widersprechen.
case-authority-take-to = Vorlegen bei
case-authority-give-up = Darauf verzichten

## Rechtliche Anfragen
case-legal = Rechtliche Anfrage.
case-legal-nobody = Niemand beantwortet sie, bis ein Schiedsrichter ihren Streitfall übernimmt.
case-legal-only = Nur { $who } beantwortet sie.
case-legal-sign = Dies kann eine rechtliche Anfrage sein: { $sign }.
case-legal-mark-it = Wenn ja, <a href="#legal">kennzeichnen Sie sie</a>; dann antwortet nur noch ein Schiedsrichter.
case-disputes = Aus diesem Fall entstand ein Streitfall:
case-holds = { $n ->
    [one] { $n } Sperre auf dem, was von den Genannten aufbewahrt wird
   *[other] { $n } Sperren auf dem, was von den Genannten aufbewahrt wird
}
case-hold-set = gesetzt
case-hold-ended = beendet
case-hold-stands = besteht
case-hold-end = Diese Sperre beenden
case-legal-mark = Als rechtliche Anfrage kennzeichnen
case-legal-named = Adressen derer, um die es geht, eine je Zeile; alle im Fall sind ohnehin gesperrt
case-legal-no-address = eine dieser Zeilen ist keine Adresse; schreiben Sie eine Adresse je Zeile
case-legal-manner = Von da an antwortet nur der Schiedsrichter des Streitfalls, nichts von diesen Personen wird vernichtet, und Teamleitung und Vorstand erfahren davon.
case-legal-confirm = Es ist eine rechtliche Anfrage

## Schließen, während ein Leitfaden nicht durch ist
case-closing-title = { $number }: ein Leitfaden ist nicht durch
case-closing-heading = { $n ->
    [one] Ein Leitfaden ist nicht durch. Der Fall wurde nicht geschlossen.
   *[other] { $n } Leitfäden sind nicht durch. Der Fall wurde nicht geschlossen.
}
case-closing-go-on = Damit weitermachen
case-closing-anyway = Trotzdem schließen

## Fälle, die zusammengehören
case-did-linked = Fall mit einem anderen verknüpft
case-did-unlinked = Verknüpfung aufgehoben
case-did-merged = anderen Fall in diesen aufgenommen
case-did-separated = aufgenommenen Fall wieder herausgelöst
case-did-split = Nachrichten zu einem eigenen Fall gemacht
case-came-with = kam mit
case-did-handed-over = hat den Fall übergeben
case-did-accepted = hat den Fall angenommen
case-did-declined = hat die Übergabe abgelehnt
case-did-withdrawn = hat die Übergabe zurückgenommen
case-did-lapsed = hat die Übergabe verfallen lassen: niemand hat rechtzeitig angenommen
