# Die Übersicht: Fälle, je eine Zeile.
cases-all-queues = alle Ihre Warteschlangen
cases-mine = Ihnen zugewiesen
cases-filtered = gefiltert
cases-by-state = Nach Stand
cases-not-ended = nicht beendet
cases-empty = Hier wartet nichts.
cases-empty-filter = Weniger Bedingungen finden mehr; geschlossene Fälle finden Sie mit <code>state:closed</code>, nach Wörtern und nach Nummern.
cases-pages = Seiten
cases-first-page = Erste Seite
cases-more = Weitere Fälle

## Die Zeilen
cases-column-case = Fall
cases-column-matter = Sache
cases-column-state = Stand, zugewiesen
cases-column-waits = Wer wartet
cases-column-due = Fällig
cases-pick = { $number } auswählen
cases-nobody = niemand
cases-you = Sie
cases-since = seit { $at }
cases-nobody-waits = niemand wartet
cases-waits-for-us = anfragende Person wartet { $span }
cases-waits-for-them = wir warten auf die anfragende Person { $span }
cases-changed = geändert
cases-first-response = erste Antwort, { $target }
cases-no-clock = keine Frist
cases-confirm-follow-up = Fortsetzung zu bestätigen
cases-confirm-sender = neuer Absender zu bestätigen

## Filtern
cases-filter = Filter
cases-unreadable = Dieser Filter ist nicht lesbar
cases-fault = Spalte { $column }: { $words }.
cases-how = Wie man filtert
cases-how-terms = Bedingungen stehen nebeneinander, und alle müssen gelten. Wörter werden in geschwärzten Texten gesucht, die letzte Änderung zuerst; Namen und Adressen stehen nicht darin: <a href="/people">suchen Sie eine Person</a> nach ihrer genauen Adresse.
cases-how-words = <code>Wort</code> <code>"zwei Wörter"</code> in einer Nachricht, die zweiten beisammen
cases-how-number = der Fall mit dieser Nummer
cases-hint-pending = noch hat ihn niemand übernommen
cases-hint-or = ein Komma heißt oder
cases-hint-not = ein Minus heißt nicht
cases-hint-yours = Ihre
cases-hint-nobody = wartet auf Übernahme
cases-hint-late = die Antwort ist überfällig
cases-hint-soon = die Antwort ist binnen einer Stunde fällig
cases-hint-unconfirmed = ein neuer Absender oder eine mögliche Fortsetzung wartet auf Sie
cases-hint-waiting = jemand wartet länger als zwei Tage: m, h, d, w
cases-hint-due = die Antwort ist binnen zwei Stunden fällig oder überfällig
cases-hint-opened = binnen einer Woche eröffnet
cases-hint-changed = seit drei Stunden ist nichts geschehen
cases-hint-kind = Anfrage, Vorfall, Streitfall, Problem oder Änderung
cases-hint-language = die Sprache der ersten Nachricht
cases-keep = Diese Ansicht speichern
cases-keep-name = Unter welchem Namen
cases-keep-it = Speichern

## Mehrere Fälle zugleich
cases-picked = Ausgewählte Fälle
cases-to = wohin…
cases-move = Verschieben
cases-move-back = Zurückverschieben
cases-take = Übernehmen
cases-choose-queue = wählen Sie eine Warteschlange
cases-none-chosen = Es wurde kein Fall gewählt; kreuzen Sie die Kästchen vor den Nummern an.
cases-none-moved = Keiner wurde verschoben.
cases-none-taken = Keiner wurde übernommen.
cases-moved = { $n ->
    [one] { $n } Fall wurde nach { $queue } verschoben: { $numbers }.
   *[other] { $n } Fälle wurden nach { $queue } verschoben: { $numbers }.
}
cases-moved-back = { $n ->
    [one] { $n } Fall wurde zurückverschoben: { $numbers }.
   *[other] { $n } Fälle wurden zurückverschoben: { $numbers }.
}
cases-taken = { $n ->
    [one] { $n } Fall wurde übernommen und ist jetzt Ihrer; jede Einsicht in ein Original braucht eine Zeile Begründung: { $numbers }.
   *[other] { $n } Fälle wurden übernommen und sind jetzt Ihre; jede Einsicht in ein Original braucht eine Zeile Begründung: { $numbers }.
}
cases-gone = { $n ->
    [one] { $n } davon liegt, wo Sie keine Fälle sehen; das Team dort kann ihn zurückverschieben.
   *[other] { $n } davon liegen, wo Sie keine Fälle sehen; das Team dort kann sie zurückverschieben.
}
cases-stays = bleibt: { $why }
cases-stays-missing = einen solchen Fall gibt es für Sie nicht
cases-stays-changed = er hat sich geändert, seit Sie ihn sahen; sehen Sie ihn zuerst an
cases-stays-unable = es ist uns nicht gelungen; versuchen Sie es noch einmal
cases-handed-over = übergeben: { $name }
cases-not-accepted = { $name }: niemand hat angenommen
