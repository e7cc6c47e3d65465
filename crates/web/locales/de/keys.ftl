# Die Tasten, und was sie tun.
keys-everywhere = Überall
keys-on-board = Auf einer Übersicht
keys-on-case = Bei einem Fall
keys-go-to = Gehe zu
keys-commands = Befehlsleiste: jede Handlung, jede Seite
keys-send = Senden, was getippt wird
keys-not-one = { $words }: geben Sie eine Taste an, Buchstabe, Ziffer oder Zeichen
keys-taken-twice = { $key } ist doppelt belegt: „{ $first }“ und „{ $second }“

## Was jede Taste tut
key-search = Filtern und suchen
key-sheet = Diese Liste
key-go = Zu einer Seite: ihr Buchstabe folgt
key-next = Nächster Fall
key-previous = Voriger Fall
key-open = Den Fall öffnen
key-pick = Den Fall auswählen oder loslassen
key-move-picked = Ausgewählte verschieben
key-keep-view = Diese Ansicht unter einem Namen behalten
key-reply = Antworten
key-template = Eine Vorlage in die Antwort setzen
key-note = Eine Notiz schreiben
key-seal = Das Siegel der letzten Nachricht
key-triage = Sichtung: in welche Warteschlange
key-authority = Befugnis: was Sie dürfen
key-step = Der nächste Schritt
key-hand-over = Übergeben: an wen
key-close = Den Fall schließen oder wieder aufnehmen
key-undo = Rückgängig: zum Knopf, der zurücknimmt

## Die Seiten des Teams
place-board = Übersicht: alle Ihre Warteschlangen
place-mine = Mir zugewiesen
place-drafts = Entwürfe
place-views = Gespeicherte Ansichten
place-templates = Vorlagen
place-guides = Leitfäden
place-authorities = Meine Befugnisse
place-disputes = Streitfälle
place-emergencies = Eingeschlagenes Glas
place-people = Eine Person suchen
place-log = Protokoll
place-approvals = Wartet auf Zweite
place-staff = Team und Vorstand
place-policies = Richtlinien
place-profile = Profil, Schlüssel und Tasten
place-help = Hilfe
place-security = Anmeldung und Sitzungen
place-tokens = Token für Programme
place-requests = Meine eigenen Anfragen
place-fields = Meine eigenen Daten
place-looks = Wer meine Daten angesehen hat
key-affairs = Verknüpfen oder zusammenlegen
place-health = Gesundheit des Hauses
place-channels = Wege hinein und hinaus
place-queues = Warteschlangen und wer sie betreut
place-settings = Einstellungen
