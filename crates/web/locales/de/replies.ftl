# Antworten: ein Blick vor dem Senden, und die Frage, wenn der Fall weiterging.
replies-preview-title = Vorschau für { $number }
replies-preview-heading = So geht sie hinaus
replies-from = Von
replies-to = An
replies-to-all = die anfragende Person und alle bestätigten Beteiligten, je mit eigener Kopie
replies-subject = Betreff
replies-signed = Unterschrift
replies-signed-until = S/MIME, mit Ihrem Schlüssel, gültig bis { $end }
replies-signed-by-nobody = noch von niemandem: Sie haben keinen gültigen Signaturschlüssel, also kann sie nicht hinaus
replies-copy = Kopie
replies-copy-to-channel = der Kanal des Teams
replies-empty = Eine Antwort braucht Worte.
replies-placeholder = Im Text steht der Platzhalter { $seal }. Er geht so hinaus, wie er da steht; nichts wird eingesetzt.
replies-change = Ändern
replies-send = Senden
replies-undo-secs = { $n } s zum Zurücknehmen

## Der Fall ging weiter
replies-went-on-title = { $number } ging weiter
replies-went-on = { $heading }. Nichts wurde gesendet.
replies-all-that-came = Alles, was kam, im Fall
replies-as-written = Ihre Antwort, wie Sie sie geschrieben haben
replies-label = Ihre Antwort an die anfragende Person
replies-leave = Sein lassen
replies-preview = Vorschau
replies-send-all-the-same = Trotzdem senden

## Eine eingesetzte Vorlage
replies-choose-template = wählen Sie zuerst eine Vorlage
replies-filled = „{ $title }“ steht in Ihrer Antwort; sehen Sie sie durch, bevor Sie sie senden.
replies-filled-below = „{ $title }“ steht unter dem, was Sie geschrieben hatten; sehen Sie es durch, bevor Sie es senden.
