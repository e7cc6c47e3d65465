# Was um jede Seite herum steht.
frame-skip = Zum Inhalt der Seite
# Solange das Haus noch nicht geantwortet hat.
frame-busy = Einen Moment…
frame-demo = Eine Vorführung: alle hier sind erfunden.
frame-demo-tour = Der Rundgang und andere Plätze
frame-alarm = <b>Sie haben das Glas eingeschlagen</b> für <a href="/cases/{ $number }">{ $number }</a>: noch { $left }, bis { $until }. Jeder Gebrauch wird aufgeführt.
frame-alarm-end = Beenden, wenn Sie fertig sind
frame-zone = Zeiten: { $zone }
frame-language = Sprache
frame-keys = Tasten
frame-keys-choose = Andere Tasten wählen
frame-keys-help = Wörter, Zeichen und Tasten, erklärt
frame-keys-and-help = Tasten und Hilfe
frame-close = Schließen
frame-menu = Menü
frame-sign-out = Abmelden
frame-commands = Befehle
frame-search = Fälle
frame-search-label = Fälle filtern: Wörter, „Wortfolgen“, queue:, state:, is:late, waiting>2d
frame-search-hint = Filtern und suchen
frame-n-late = { $n } überfällig
frame-n-open = { $n ->
    [one] offen
   *[other] offen
}
frame-n-cases = Fälle
frame-n-kept = { $n ->
    [one] aufbewahrt
   *[other] aufbewahrt
}

## Navigation
frame-desk = Schreibtisch
frame-queues = Warteschlangen
frame-queues-all = alle Ihre
frame-mine = Meine
frame-mine-assigned = mir zugewiesen
frame-drafts = Entwürfe
frame-views = gespeicherte Ansichten
frame-authorities = meine Befugnisse
frame-profile = Profil und Schlüssel
frame-security = Anmeldung und Sitzungen
frame-tokens = Token für Programme
frame-own-requests = meine eigenen Anfragen
frame-own-data = meine eigenen Daten
frame-house = Haus
frame-disputes = Streitfälle
frame-emergencies = eingeschlagenes Glas
frame-people = eine Person suchen
frame-log = Protokoll
frame-templates = Vorlagen
frame-guides = Leitfäden
frame-approvals = wartet auf Zweite
frame-help = Hilfe

## Navigation der Anfragenden
frame-portal = Ihre Seiten
frame-portal-requests = Meine Anfragen
frame-portal-disputes = Meine Streitfälle
frame-portal-consents = Von mir erbeten
frame-portal-fields = Meine Daten
frame-portal-authorities = Wer sie sehen darf
frame-portal-looks = Wer nachgesehen hat
frame-portal-security = Anmeldung
frame-the-house = das Haus

## Um das, was jemand gesagt hat
frame-quote-open = „
frame-quote-close = “
frame-handovers = Übergaben
