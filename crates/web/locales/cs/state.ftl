# Kde je případ nebo kopie odpovědi: jedno slovo vedle značky.

## Případy
state-pending = nepřevzatý
state-open = otevřený
state-waiting = čekající
state-resolved = vyřešený
state-closed = uzavřený

## Kopie
state-held = pozdržená
state-undone = vzatá zpět
state-leaving = odchází
state-sent = odeslaná
state-deferred = odložená
state-failed = nedoručená
state-uncertain = nejistá
state-refused = odmítnutá
