# Die Wege hinein und hinaus: was offen ist, was wartet, was scheiterte.
channels-what = Nur Zahlen und Codes; nichts hier handelt von jemandem. Stand <time datetime="{ $exact }">{ $at }</time>.
channels-in = Hinein
channels-out = Hinaus
channels-look = nachsehen
channels-open = offen
channels-shut = zu
channels-since-start = { $n } seit dem Start
channels-the-last = zuletzt

## Hinein
channels-last-mail = Letzte verstandene Mail
channels-no-mail = noch keine
channels-kept = Aufbewahrt, noch nicht verstanden
channels-stuck = Nicht zu verstehen
channels-none-stuck = nichts
channels-n-stuck = { $n }, wird erneut versucht; warum, sagt das Protokoll des Programms
channels-certificate = Zertifikat für STARTTLS
channels-certificate-unread = nicht lesbar
channels-certificate-ended = schon { $span } abgelaufen
channels-certificate-ended-today = heute abgelaufen
channels-certificate-years = noch jahrelang gültig
channels-certificate-left = noch { $span } gültig

## Hinaus
channels-waiting = Kopien, die warten
channels-none = Keine.
channels-retry = Jetzt versuchen
channels-retry-what = Was auf einen weiteren Versuch wartet, kann jetzt versucht werden. Es zählt als einer der Versuche.
channels-failed = Gescheitert in den letzten { $days } Tagen
channels-failed-what = Jede steht bei ihrem Fall, wo die schreibende Person sie sieht und neu antworten kann.
channels-own-mails = Mails des Hauses selbst
channels-due = { $n } fällig; in den letzten { $days } Tagen wurde nichts aufgegeben.
channels-due-given-up = { $n } fällig. Aufgegeben in den letzten { $days } Tagen:

## Kopien
channels-copy-held = zurückgehalten, noch zurückzunehmen
channels-copy-leaving = geht gerade ab
channels-copy-uncertain = unterwegs abgebrochen; wird unter derselben Message-ID erneut versucht
channels-copy-deferred = wird erneut versucht
channels-copy-refused = vom Tor abgelehnt, als es abgehen sollte
channels-copy-failed = aufgegeben
channels-when-leaves = die erste geht ab
channels-when-next = nächster Versuch
channels-when-last = zuletzt
