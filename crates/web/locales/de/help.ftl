# Hilfe: was Wörter und Zeichen bedeuten.
help-title = Hilfe
help-heading = Wörter, Zeichen und Tasten
help-gallery = <a href="/gallery">Jede Seite, in jedem Zustand</a>, mit erfundenen Werten.
help-keys = Tasten
help-keys-about = Einzelne Tasten lassen sich in <a href="/profile#bindings">Ihrem Profil</a> abschalten und auf andere Buchstaben legen. Was sie tun, geht auch ohne sie, ebenso alles aus der <a href="/commands">Befehlsleiste</a>.

## Filtern und suchen
help-search = Filtern und suchen
help-search-about = Eine Zeile sagt, welche Fälle Sie meinen: auf der Übersicht, in gespeicherten Ansichten und über die <a href="/api/v1/openapi.json">API</a>. Alle Bedingungen müssen gelten; <code>,</code> heißt oder, <code>-</code> vor einer Bedingung heißt nicht. Zeitspannen enden auf m, h, d oder w. Geschlossene Fälle fehlen, außer Sie fragen nach Zuständen, Wörtern oder Nummern.
help-search-words-sample = Zertifikat Fehler
help-search-words = beide Wörter, in beliebiger Reihenfolge, in einer Nachricht; Endungen und Akzente spielen keine Rolle
help-search-phrase-sample = neues Telefon
help-search-phrase = die Wörter zusammen, in dieser Reihenfolge
help-search-number = der Fall mit dieser Nummer
help-search-queue = eine dieser Warteschlangen
help-search-not = jeder Zustand außer diesem
help-search-assigned = Ihre, oder niemandes
help-search-kind = request ist Anfrage, incident Vorfall, dispute Streitfall, problem Problem, change Änderung
help-search-language = die Sprache der ersten Nachricht
help-search-late = die Antwort ist überfällig, oder binnen einer Stunde fällig
help-search-unconfirmed = ein neuer Absender oder eine vermutete Fortsetzung wartet auf Sie
help-search-waiting = jemand wartet länger: die anfragende Person auf eine Antwort, oder wir auf sie
help-search-due = die Antwort ist bis dahin fällig, oder überfällig
help-search-opened = in dieser Zeit eröffnet; länger unverändert

## Zustände und Siegel
help-states = Wo ein Fall steht
help-state-pending = Niemand hat ihn bisher übernommen.
help-state-open = Jemand arbeitet daran.
help-state-waiting = Wir haben geantwortet und warten auf jemand anderen.
help-state-resolved = Wir meinen, dass er erledigt ist.
help-state-closed = Er ist vorbei; wer ihn hatte, hat ihn nicht mehr.
help-deliveries = Wo eine Antwort steht
help-delivery-held = Geschrieben, und kann noch zurückgenommen werden.
help-delivery-undone = Vom Verfasser zurückgenommen; sie ging nie hinaus.
help-delivery-leaving = Wird in diesem Augenblick übergeben.
help-delivery-sent = Vom Mailserver angenommen.
help-delivery-deferred = Vorerst nicht angenommen; es wird wieder versucht.
help-delivery-failed = Sie kommt nicht an. Der Code sagt, warum.
help-delivery-uncertain = Die Übergabe brach mittendrin ab; sie wird wieder versucht und kann zweimal ankommen.
help-delivery-refused = Das Tor hat sie abgelehnt, als sie hinausgehen sollte.
help-seals = Siegel
help-seals-about = <span class="placeholder">[person 1]</span> steht für etwas Persönliches, das aus dem Text genommen wurde. Dieselbe Zahl ist innerhalb eines Falls dasselbe. Das Original öffnet sich nur mit einer Befugnis, und jede Einsicht wird festgehalten und der Person gezeigt.
