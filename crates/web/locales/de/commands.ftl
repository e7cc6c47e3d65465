# Alles, was sich von hier aus tun lässt.
commands-heading = Befehle
commands-what = Was zu tun ist
commands-find = Suchen
commands-none = Nichts, was Sie von hier aus dürfen, heißt so.
commands-on-case = { $number }
commands-show-case = Den Fall zeigen
commands-move-to = Nach { $queue } verschieben
commands-take = Übernehmen
commands-assign = Jemandem zuweisen
commands-mine = Meine Fälle
commands-queues = Warteschlangen
commands-queue = Warteschlange { $queue }
commands-n-open = { $n ->
   *[other] { $n } offen
}
commands-views = Gespeicherte Ansichten
commands-pages = Seiten
commands-hand-over = Den Fall übergeben

## Was mit einem Fall noch zu tun ist
commands-accept = Die Übergabe annehmen
commands-accepted-outside = Sagen, dass die Übergabe angenommen wurde
commands-decline = Die Übergabe ablehnen
commands-withdraw = Die Übergabe zurücknehmen
commands-open-message = Die neueste Nachricht öffnen
commands-confirm = Einen neuen Absender ansehen und bestätigen
commands-undo-reply = Meine Antwort zurücknehmen
commands-join = An { $number } anschließen
commands-take-apart = { $number } wieder herausnehmen
commands-undo-split = An { $number } zurückgeben
commands-see-field = { $field } ansehen
commands-change-field = { $field } ändern
commands-follow-guide = Dem Leitfaden { $guide } weiter folgen
commands-begin-guide = Den Leitfaden { $guide } beginnen
commands-use-template = Eine Vorlage verwenden
