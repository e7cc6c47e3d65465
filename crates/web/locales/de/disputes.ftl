# Streitfälle: ihr Tisch, das Einreichen, ein Streitfall, und was eine Partei davon sieht.
disputes-heading = Streitfälle
disputes-published-rulings = Veröffentlichte Entscheide
disputes-none = Hier wartet kein Streitfall.
disputes-waiting = Wartet auf Sie
disputes-mine = Hier sitzen Sie
disputes-others = In anderen Händen
disputes-ended = Beendet
disputes-to-sign = Wartet auf Ihre Unterschrift
disputes-to-release = Wartet auf die Veröffentlichung
disputes-sealed = versiegelt
disputes-written = geschrieben
disputes-appeal = Berufung
disputes-legal = rechtliche Anfrage
disputes-filed = eingereicht
disputes-changed = geändert
disputes-your-seat = Ihr Sitz: { $seat }
disputes-open-for-you = frei für Sie: { $seats }

## Stand eines Streitfalls
stage-filed = eingereicht
stage-hearing = in Anhörung
stage-decided = entschieden
stage-declined = abgelehnt

## Wer liest, was gesagt wird
visibility-all_parties = alle Parteien
visibility-claimant = nur Antragsteller
visibility-respondent = nur Antragsgegner
visibility-tribunal = nur Schiedsgericht

## Einreichen
disputes-new-title = Streitfall aus { $number }
disputes-crumb = Streitfall
disputes-file = Streitfall einreichen
disputes-file-it = Einreichen
disputes-new-intro = Er wird ein eigener Fall, mit diesem verknüpft. Ein Schiedsrichter und ein Fallmanager, die nie an { $number } gearbeitet haben, übernehmen ihn.
disputes-who-files = Wer reicht ihn ein?
disputes-i-file = ich
disputes-requester-files = die anfragende Person, die darum gebeten hat
disputes-new-complaint = In { $number } ist etwas nötig, das keine geltende Regel erlaubt:
disputes-new-relief = Ein Entscheid, der es erlaubt oder sagt, warum nicht.
disputes-complaint = Was ist geschehen?
disputes-respondent = Gegen wen richtet es sich?
disputes-respondent-hint = In Worten, mit der Adresse einer Person, oder mit einer Rolle. Eines davon genügt.
disputes-address = Adresse, wenn es eine Person ist
disputes-role = Rolle hier, wenn es nicht eine einzelne Person ist
disputes-role-none = keine
disputes-relief = Was soll geschehen?

## Ein Streitfall
disputes-from = aus
disputes-reviews = überprüft
disputes-against = gegen: { $respondent }
disputes-respondent-known = eine Person, die wir kennen
disputes-respondent-in-words = wie eingereicht
disputes-as-case = als Fall
disputes-rulings = Entscheide
disputes-filing-and-hearing = Einreichung und Anhörung
disputes-heard-by = an: { $to }
disputes-share-hint = Bisher liest das nur das Schiedsgericht. Die andere Partei läse es geschwärzt.
disputes-share = Mit beiden Parteien teilen
disputes-lacks-relief = Es fehlt, was begehrt wird
disputes-lacks-respondent = Es fehlt, gegen wen es sich richtet
disputes-write-down = Schreiben Sie auf, was der Antragsteller gesagt hat.
disputes-add = Ergänzen
disputes-no-part = diesen Teil gibt es nicht
disputes-heading-complaint = Beschwerde
disputes-heading-respondent = Antragsgegner
disputes-heading-relief = Begehren
disputes-heading-reason = Grund
disputes-heading-claimant = Antragsteller
disputes-heading-respondent-says = Antragsgegner sagt
disputes-heading-other = Jemand anders
disputes-tribunal = Schiedsgericht
disputes-ruling = Entscheid

## Sprechen
disputes-speak = Etwas sagen
disputes-speak-how = An Parteien geht es per Mail, mit Ihrem eigenen Schlüssel signiert; innerhalb des Schiedsgerichts bleibt es hier.
disputes-speak-text = Was Sie sagen
disputes-speak-to = An
disputes-speak-to-whom = wen?
disputes-speak-now = Sagen
disputes-speak-lacks-whom = sagen Sie, an wen

## Sitze
disputes-seats = Sitze
disputes-presiding = vorsitzender Schiedsrichter
disputes-seat-free = frei
disputes-seat-refused = nicht für Sie: { $why }
disputes-take = Übernehmen
disputes-name-whom = Wen benennen
disputes-name-choose = benennen…
disputes-name = Benennen
disputes-no-seat = diesen Sitz gibt es nicht
disputes-lacks-whom = sagen Sie, wer den Sitz übernimmt
disputes-turn-declined = { $who } hat den Sitz abgelehnt ({ $seat })
disputes-turn-became = { $who } hat den Sitz übernommen ({ $seat })
disputes-turn-left = { $who } hat den Sitz zurückgegeben
disputes-somebody = Jemand
disputes-not-for-me = Nicht für mich
disputes-decline = Ablehnen
disputes-decline-why = Warum Sie ablehnen; das lesen Kollegen, die Parteien nicht
disputes-leave = Ihren Sitz zurückgeben
disputes-leave-why = Warum Sie ihn zurückgeben; das lesen Schiedsgericht und Kollegen
disputes-end = Als abgelehnt beenden
disputes-end-why = Warum er endet; das lesen die Parteien

## Die Streitfälle einer Partei
disputes-own-heading = Meine Streitfälle
disputes-own-none = Sie sind in keinem Streitfall Partei.
disputes-own-new-title = Neuer Streitfall
disputes-own-new-crumb = neu
disputes-own-new-intro = Das darf jeder. Es entscheidet ein Schiedsrichter, dem niemand aus dem Team sagt, was er zu tun hat. Die andere Seite liest, was Sie hier schreiben, ohne Namen und Adressen.
disputes-own-new-origin = Er kommt aus Ihrer Anfrage <span class="number">{ $number }</span>.
disputes-own-title = Streitfall { $number }
disputes-own-filed = Er wartet auf einen Schiedsrichter und einen Fallmanager.
disputes-own-hearing = Die Anhörung läuft. Das Schiedsgericht schreibt Ihnen, und Sie ihm.
disputes-own-decided = Er ist entschieden.
disputes-own-declined = Er wurde abgelehnt; niemand entscheidet ihn.
disputes-own-claimant = Sie haben ihn eingereicht.
disputes-own-respondent = Er ist gegen Sie gerichtet.
disputes-own-heading-respondent = Gegen wen
disputes-own-heading-relief = Was begehrt wird
disputes-own-heading-reason = Warum er endet
disputes-redacted = geschwärzt
disputes-ask-review = Eine Kammer von dreien um Überprüfung bitten
disputes-appeal-complaint = Was ist daran falsch?
disputes-appeal-relief = Was soll die Kammer tun?
disputes-ask-review-now = Um Überprüfung bitten
disputes-say-relief = Bitte sagen Sie, was Sie begehren
disputes-say-respondent = Bitte sagen Sie, gegen wen es sich richtet
disputes-write = Dem Schiedsgericht schreiben
disputes-write-who-reads = Die andere Partei liest es nur, wenn das Schiedsgericht es teilt, geschwärzt.
disputes-send = Senden
disputes-who-looked = Wer meine Daten eingesehen hat
