# Eine Verweigerung, die weiterhilft.
denials-title = Nicht erlaubt
denials-heading = Das dürfen Sie nicht: { $act }
denials-final = Keine Befugnis, die wir kennen, würde daran etwas ändern.
denials-ways = Was genügen würde
denials-recorded = Die Verweigerung ist protokolliert; nichts wurde geändert oder gezeigt.
denials-foreseen = Nichts wurde versucht, geändert oder gezeigt.
denials-take-case = Fall übernehmen
denials-ask-member = Das Mitglied bitten
denials-file-dispute = Streitfall einreichen
denials-break-glass = Glas einschlagen
denials-call-second = Ein zweites Augenpaar holen
denials-confirm = Bestätigen, dass Sie es sind
denials-back = Zurück zu { $number }
denials-start = Zum Anfang
