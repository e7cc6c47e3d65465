# Entscheide: schreiben, unterschreiben, und was davon veröffentlicht wird.
rulings-heading = Entscheide
rulings-crumb = Entscheid
rulings-kind-final = Entscheid
rulings-kind-interim = Zwischenentscheid
rulings-kind-sealed = Versiegelter Entscheid

## Was veröffentlicht ist
rulings-feed = Feed
rulings-json = JSON
rulings-intro = Was Schiedsrichter entschieden haben, anonymisiert. Dass es einen versiegelten Entscheid gibt, darf jeder wissen; was darin steht, nur die Parteien und der Vorstand.
rulings-none = Noch wurde kein Entscheid veröffentlicht.
rulings-in-force-since = in Kraft seit
rulings-text-sealed = der Text ist versiegelt
rulings-sealed-strip = Dieser Entscheid ist versiegelt. Der Text ist für die Parteien und den Vorstand; der Vorstand hat geprüft, dass es sein musste.
rulings-signatures = Unterschriften
rulings-signatures-how = Jede Unterschrift gilt den Zeilen unten; Prüfsummen binden sie an den ganzen Text. Mit dem, <a href="/api/v1/rulings/{ $number }">was davon veröffentlicht ist</a>, kann das jeder nachprüfen.
rulings-struck = Wo vor der Veröffentlichung Wörter gestrichen wurden, lässt sich der Absatz nicht mehr vergleichen.
rulings-signed-at = unterschrieben
rulings-key = Schlüssel
rulings-signature = Unterschrift

## Einen Entscheid schreiben
rulings-new-title = Entscheid in { $number }
rulings-write = Einen Entscheid schreiben
rulings-of-panel = Er ist in Kraft, sobald zwei aus der Kammer denselben Text unterschrieben haben.
rulings-facts = Sachverhalt
rulings-considerations = Erwägungen
rulings-decision = Entscheid
rulings-new-interim = Zwischenentscheid: der Streitfall geht danach weiter
rulings-new-sealed = Versiegelt: nur für die Parteien und den Vorstand; auch jemand vom Vorstand unterschreibt, und veröffentlicht wird nur, dass es ihn gibt
rulings-go-on = Weiter zum Unterschreiben

## Anweisungen
rulings-directions = Anweisungen
rulings-directions-hint = Jede gibt jemandem etwas zu tun und wird, sobald der Entscheid in Kraft ist, eine Befugnis von genau diesem Umfang.
rulings-direction-n = Anweisung { $n }
rulings-direction-who = Wer
rulings-direction-acts = Darf
rulings-direction-field-keys = Felder, nach Schlüssel, mit Leerzeichen dazwischen; keine, wo es um kein Feld geht
rulings-direction-case = Fall; leer ist der, aus dem der Streitfall kam
rulings-direction-about = Über wen; ohne Auswahl, wen immer der Fall betrifft
rulings-direction-claimant = Antragsteller
rulings-direction-respondent = Antragsgegner
rulings-direction-from-day = Von, nach der Uhr von { $zone }; leer ist sofort
rulings-direction-until-day = Bis, einschließlich dieses Tages, nach der Uhr von { $zone }
rulings-direction-n-uses = Anzahl Gebrauch
rulings-direction-n-uses-hint = Das Lesen des Falls zählt einmal für jede Viertelstunde; alles andere, was dort getan wird, zählt daneben.
rulings-precedent = Gilt als Präzedenzentscheid
rulings-precedent-no = nein, nur für diesen Fall
rulings-precedent-for = ja: { $every }
rulings-precedent-queue = der Warteschlange
rulings-precedent-queue-any = jeder
rulings-direction-drop = Diese Anweisung entfernen
rulings-direction-add = Anweisung hinzufügen
rulings-any-role = jede Person mit der Rolle: { $role }
rulings-direction-may = <b>{ $holder }</b> darf: { $acts } { $place }
rulings-place-case = in { $number }
rulings-place-precedent = ({ $every }, als Präzedenzentscheid)
rulings-place-precedent-queue = ({ $every }, Warteschlange { $queue }, als Präzedenzentscheid)
rulings-direction-fields = Felder { $fields }
rulings-direction-persons = { $n ->
    [one] über { $n } Person
   *[other] über { $n } Personen
}
rulings-direction-uses = { $n }-mal
rulings-direction-since = von
rulings-direction-until = bis
every-request = jede Anfrage
every-incident = jeder Vorfall
every-dispute = jeder Streitfall
every-problem = jedes Problem
every-change = jede Änderung

## Was an einer Anweisung nicht stimmt
rulings-form-direction = Anweisung { $n }: { $words }
rulings-form-no-act = diese Handlung gibt es nicht
rulings-form-lacks-who = sagen Sie, wer es darf
rulings-form-lacks-until = sagen Sie, bis wann
rulings-form-uses = sagen Sie, wie oft, in Ziffern
rulings-form-no-kind = diese Art von Fall gibt es nicht
rulings-form-day = Tage schreibt man so: 2026-11-21

## Unterschreiben
rulings-sign = Unterschreiben
rulings-leave-unsigned = Nicht unterschreiben
rulings-sign-title = { $number } unterschreiben
rulings-sign-final = Entscheid { $number } unterschreiben?
rulings-sign-interim = Zwischenentscheid { $number } unterschreiben?
rulings-sign-sealed = Versiegelten Entscheid { $number } unterschreiben?
rulings-what-you-sign = Das unterschreiben Sie.
rulings-waits-for-more = { $n ->
    [one] Es fehlt noch { $n } Unterschrift.
   *[other] Es fehlen noch { $n } Unterschriften.
}
rulings-at-once = Es gilt sofort.
rulings-your-signature = Ihre Unterschrift
rulings-no-proof = Ihr Schlüssel unterschreibt nur, wenn Sie eben gezeigt haben, dass Sie es sind, mit einem Passkey oder einer Authenticator-App. Sie haben keines von beiden. Richten Sie eines ein unter <a href="/security">Anmeldung und Sitzungen</a>.
rulings-no-proof-keep = Ihr Schlüssel unterschreibt nur, wenn Sie eben gezeigt haben, dass Sie es sind, mit einem Passkey oder einer Authenticator-App. Sie haben keines von beiden. Richten Sie eines ein unter <a href="/security">Anmeldung und Sitzungen</a>; heben Sie den Text inzwischen auf, hier wird er nicht aufbewahrt.
rulings-sign-new = Zeigen Sie, dass Sie es sind, und Ihr Schlüssel unterschreibt genau diesen Text und diese Anweisungen.
rulings-sign-this = Sie unterschreiben genau diesen Text und diese Anweisungen; ein späterer Text ist ein anderer. Zeigen Sie, dass Sie es sind, und Ihr Schlüssel unterschreibt.
rulings-back = Zurück zum Ändern

## Ein Entscheid im Team
rulings-standing-waiting = wartet auf eine Unterschrift
rulings-standing-withdrawn = zurückgezogen
rulings-standing-published = in Kraft, veröffentlicht
rulings-standing-in-force = in Kraft
rulings-standing-interim = Zwischenentscheid
rulings-standing-sealed = versiegelt
rulings-published = veröffentlicht
rulings-text-not-yours = Der Text ist hier nicht für Sie bestimmt.
rulings-n-signed = { $n } von { $needed }
rulings-for-board = für den Vorstand
rulings-strikes = Was vor der Veröffentlichung noch wegmuss, eine Wortfolge je Zeile
rulings-strikes-hint = Der Text oben wird veröffentlicht, wie er ist, ohne diese Wörter, für alle und auf Dauer.
rulings-publish = Veröffentlichen
