# Wo ein Fall oder eine Kopie einer Antwort steht: ein Wort, neben einem Zeichen.

## Fälle
state-pending = ausstehend
state-open = offen
state-waiting = wartend
state-resolved = gelöst
state-closed = geschlossen

## Kopien
state-held = zurückgehalten
state-undone = zurückgenommen
state-leaving = geht ab
state-sent = gesendet
state-deferred = verschoben
state-failed = gescheitert
state-uncertain = ungewiss
state-refused = abgelehnt
