# Die erste Seite einer Vorführung.
demo-title = Eine Vorführung
demo-heading = Ein Haus zum Umsehen
demo-lead = Chancery ist ein Helpdesk und eine Sicherheitsstelle, in der niemand im Team ohne Befugnis etwas Privates sehen oder ändern darf.
demo-lead-invented = Alle hier sind erfunden, und auch, was sie geschrieben haben. Nehmen Sie Platz, als wer Sie mögen: Es kann nichts schiefgehen, und keine Mail verlässt diesen Rechner.
demo-steps = In ein paar Minuten
demo-look = Nachsehen als { $name }
demo-seats = Wer hier arbeitet und wer fragt
demo-your-seat = Sie sitzen hier
demo-sit = Platz nehmen
demo-sit-as = als { $name }
demo-requester = anfragende Person
