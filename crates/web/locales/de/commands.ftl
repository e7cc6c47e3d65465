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
