# Die eigenen Anfragen.
requests-heading = Meine Anfragen
requests-new = Neue Anfrage
requests-none = Sie haben uns noch nichts gefragt.
requests-opened = eröffnet
requests-changed = geändert
requests-answer-by = wir wollen antworten bis

## Was ein Stand für Fragende heißt
requests-meaning-pending = Wir haben sie; noch hat sie niemand übernommen.
requests-meaning-open = Jemand arbeitet daran.
requests-meaning-waiting = Wir haben geantwortet und warten auf Sie.
requests-meaning-resolved = Wir denken, sie ist erledigt.
requests-meaning-closed = Sie ist abgeschlossen. Eine neue Nachricht öffnet sie wieder.

## Eine neue Anfrage
requests-crumb-new = neu
requests-new-lead = Schreiben Sie in jeder Sprache. Wir lesen zuerst eine geschwärzte Kopie; wer Ihre eigenen Worte öffnet, wird aufgeschrieben, und Sie sehen, wer es war und warum.
requests-subject = Worum geht es?
requests-text = Was ist geschehen, und was brauchen Sie?
requests-files = Dateien, falls sie helfen
requests-files-hint = Höchstens 10, zusammen höchstens 10 MiB. Sie werden versiegelt wie Ihre Worte.
requests-send = An uns senden
requests-about-correction = Etwas, das Sie über mich führen, ist falsch
requests-about-erasure = Ich möchte vergessen werden

## Eine Anfrage
requests-you = Sie
requests-attached = Beigefügte Dateien der Nachricht { $n }
requests-download = Herunterladen
requests-file-destroyed = vernichtet
requests-helped = Sie haben gesagt, dass es geholfen hat. Danke.
requests-not-after-all = Es hat doch nicht geholfen
requests-not-helped = Sie haben gesagt, dass es noch nicht geholfen hat. Schreiben Sie uns unten, was fehlt.
requests-helped-after-all = Es hat doch geholfen
requests-did-it-help = Hat unsere Antwort geholfen?
requests-yes = Ja, sie hat geholfen
requests-not-yet = Noch nicht
requests-add = Nachricht hinzufügen
requests-add-files = Dateien
requests-files-most = höchstens 10, zusammen 10 MiB
