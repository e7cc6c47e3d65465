# Was ein Mitglied des Teams erfährt.
notices-title = Hinweise
notices-crumb = Hinweise
notices-heading = Was Sie erfahren
notices-lead = Ein Hinweis nennt eine Nummer, eine Warteschlange und was geschehen ist. Er enthält keinen Betreff, keinen Text und keinen Namen: Mail und Bildschirme liegen außerhalb des Tors.
notices-in-browser = im Browser
notices-hint = In einer Notiz nennt man Sie mit @ und dem, was in Ihrer Adresse vor dem @ steht. „Ihre“ Fälle sind die, die Sie haben, und bei Fristen auch die Ihrer Warteschlangen, die niemand hat. Niemand erfährt, was er selbst getan hat, und niemand dasselbe zweimal.
notices-daily-hour = Die tägliche Mail geht hinaus um
notices-quiet-from = Ruhe von
notices-quiet-until = Ruhe bis
notices-quiet-none = keine Ruhezeit
notices-zone = Nach der Uhr von
notices-quiet-hint = Die Uhrzeiten sind die dieser Uhr; jetzt ist es { $clock }. Was in der Ruhezeit hinausginge, geht danach hinaus, und Browser bleiben in ihr still.
notices-quiet-wrong = Die Ruhezeit beginnt und endet zu zwei verschiedenen Stunden, oder es gibt keine.
notices-keep = Diese Hinweise speichern
notices-browser = Dieser Browser
notices-browser-lead = Er meldet, was Sie oben gewählt haben, erst wenn Sie es hier erlaubt haben, solange eine Seite des Schreibtischs offen ist, und nicht, während Sie eine ansehen.
notices-no-scripts = Ohne JavaScript kann Ihnen dieser Browser nichts melden.

## Was geschehen kann
notices-event-assigned = Ihnen wurde ein Fall zugewiesen
notices-event-offered = Ein Fall wurde Ihnen, Ihrer Warteschlange oder Rolle übergeben
notices-event-lapsed = Einen Fall, den Sie oder Ihr Team übergeben haben, hat niemand angenommen
notices-event-settled = Ein Fall, den Sie übergeben haben, wurde angenommen oder abgelehnt
notices-event-named = Sie wurden in einer Notiz genannt
notices-event-answered = In einem Ihrer Fälle kam eine Antwort
notices-event-clock_near = Ein Fall von Ihnen ist innerhalb einer halben Stunde fällig
notices-event-clock_late = Ein Fall von Ihnen ist überfällig
notices-event-second = Etwas wartet auf Ihr zweites Augenpaar
notices-event-arrived = In eine Ihrer Warteschlangen kam ein Fall

## Mit welcher Mail
notices-mail-never = keine Mail
notices-mail-at_once = sofort eine Mail
notices-mail-hourly = in einer Mail jede Stunde
notices-mail-daily = in einer Mail jeden Tag

## Womit ein Browser sich meldet, hinter der Nummer eines Falls
notices-ring-assigned = wurde Ihnen zugewiesen
notices-ring-offered = ist Ihnen übergeben
notices-ring-lapsed = wurde übergeben, und niemand hat ihn angenommen
notices-ring-settled = wurde nach Ihrer Übergabe angenommen oder abgelehnt
notices-ring-named = hat eine Notiz, die Sie nennt
notices-ring-answered = wurde beantwortet
notices-ring-clock_near = ist bald fällig
notices-ring-clock_late = ist überfällig
notices-ring-second = wartet auf ein zweites Augenpaar
notices-ring-arrived = ist neu
notices-ring-in = { $words }, in { $queue }
notices-ring-something = Etwas
