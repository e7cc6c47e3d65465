# Was die Skripte der Seiten sagen.
scripts-filter-label = Was hier stehen kann
scripts-commands-what = Was zu tun ist oder wohin es geht
scripts-commands-n = { $form ->
    [one] { $n } Befehl
   *[other] { $n } Befehle
}
scripts-undo-over = zu spät zum Zurücknehmen

## Eine Seite, die offen bleibt
scripts-live-ended = Nicht mehr live: { $why }.
scripts-live-stale = Im Moment nicht live. Was Sie sehen, kann alt sein.
scripts-live-joined = Dieser Fall ist jetzt Teil eines anderen. Was Sie schreiben, bleibt erhalten; das Senden führt Sie dorthin.
scripts-live-cases = { $form ->
    [one] { $n } neuer Fall
   *[other] { $n } neue Fälle
}
scripts-live-changed = { $form ->
    [one] { $cases } ist nicht mehr ausgewählt: der Fall hat sich geändert
   *[other] { $cases } sind nicht mehr ausgewählt: die Fälle haben sich geändert
}
scripts-live-left = { $form ->
    [one] { $cases } ist nicht mehr ausgewählt: der Fall hat sich geändert oder diese Seite verlassen
   *[other] { $cases } sind nicht mehr ausgewählt: die Fälle haben sich geändert oder diese Seite verlassen
}
scripts-live-came = Neue Nachricht: { $who }
scripts-live-messages = { $form ->
   *[other] { $n } neue Nachrichten, die letzte: { $who }
}
scripts-live-since = { $form ->
    [one] Eine Nachricht kam, seit Sie begonnen haben
    [two] Zwei Nachrichten kamen, seit Sie begonnen haben
   *[other] { $n } Nachrichten kamen, seit Sie begonnen haben
}

## Ein Text, der von selbst aufbewahrt wird
scripts-draft-kept-at = aufbewahrt { $at }
scripts-draft-unkept = nicht aufbewahrt: { $why }
scripts-draft-offline = nicht aufbewahrt: keine Verbindung. Der Text bleibt hier und wird aufbewahrt, sobald es eine gibt
scripts-draft-busy = nicht aufbewahrt: im Moment geht es nicht. Der Text bleibt hier und wird aufbewahrt, wenn es geht
scripts-draft-signed-out = nicht aufbewahrt: Sie sind abgemeldet. Melden Sie sich in einem anderen Tab an; der Text bleibt hier und wird dann aufbewahrt
scripts-draft-somebody-else = nicht aufbewahrt: in diesem Browser ist jemand anderes angemeldet. Der Text bleibt hier
scripts-draft-absent = nicht aufbewahrt: diesen Fall gibt es für Sie nicht mehr. Der Text bleibt hier
scripts-draft-meanwhile = nicht aufbewahrt: dieser Fall hat sich im selben Augenblick geändert; es wird wieder versucht, wenn Sie weiterschreiben. Der Text bleibt hier
scripts-draft-destroyed = nicht aufbewahrt: Daten von jemandem, um den es geht, wurden vernichtet, also wird nichts mehr davon aufbewahrt. Der Text bleibt hier
scripts-draft-too-long = nicht aufbewahrt: er ist zu lang. Der Text bleibt hier
scripts-draft-misread = nicht aufbewahrt: der Server versteht nicht, was diese Seite sendet. Kopieren Sie den Text, bevor Sie die Seite neu laden. Der Text bleibt hier
scripts-draft-refused = nicht aufbewahrt: der Server hat ihn nicht angenommen. Der Text bleibt hier
scripts-draft-newer = neuer aufbewahrt in einem anderen Fenster,
scripts-draft-newer-show = zeigen
scripts-draft-gone = in einem anderen Fenster gesendet oder verworfen,
scripts-draft-gone-keep = diesen aufbewahren

## Hinweise in diesem Browser
scripts-notices-unable = Dieser Browser kann Ihnen nichts melden.
scripts-notices-allowed = Dieser Browser meldet sich bei Ihnen. Soll er damit aufhören, nehmen Sie die Erlaubnis in seinen Einstellungen für diese Website zurück.
scripts-notices-forbidden = Sie haben es in diesem Browser verboten. In seinen Einstellungen für diese Website lässt es sich wieder erlauben.
scripts-notices-allow = In diesem Browser erlauben
scripts-zones-offer = Zeiten wie in { $zone } zeigen
