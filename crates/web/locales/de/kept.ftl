# Was über jemanden aufbewahrt wird, und bis wann.
kept-heading = Was bis wann aufbewahrt wird
kept-to-all = Was sonst bis wann aufbewahrt wird
kept-class-personal = Persönlich
kept-class-legal = Rechtlich
kept-personal = was Sie geschrieben haben, was Ihnen geantwortet wurde und Ihre Dateien und Mails werden aufbewahrt, bis Sie uns <a href="/me/requests/new?about=erasure">bitten, Sie zu vergessen</a>. Dann kann nichts davon mehr gelesen werden, in keiner Kopie und keiner Sicherung; nach Alter wird nichts gelöscht.
kept-legal = dies ist eine rechtliche Anfrage und wird für den Streitfall <a class="number" href="/me/disputes/{ $number }">{ $number }</a> aufbewahrt und so lange, wie das Gesetz es verlangt.
kept-draft = Was Sie hier beginnen und nicht senden, wird aufbewahrt, bis Sie es senden oder leeren, längstens bis die Anfrage geschlossen wird.
kept-law = Das Gesetz kann verlangen, dass wir etwas behalten, das wir für Sie vergessen sollen. Ob es so ist, sagen wir vorher niemandem, Ihnen so wenig wie anderen; wer darum bittet, bekommt eine Antwort.

kept-what-words = Was Sie in eigenen Anfragen geschrieben haben, was Ihnen geantwortet wurde, Ihre Dateien und Mails
kept-until-words = bis Sie uns bitten, Sie zu vergessen
kept-what-fields = Ihr Name, Ihre Adressen, Ihre Angaben
kept-until-fields = bis sie geändert werden oder Sie uns bitten, Sie zu vergessen
kept-what-begun = Was Sie begonnen und nicht gesendet haben
kept-until-begun = bis Sie es senden oder leeren oder die Anfrage geschlossen wird
kept-what-factors = Womit Sie sich anmelden, Ihre Schlüssel für signierte Antworten, Ihre Sprache und Zeitzone
kept-until-factors = bis Sie sie entfernen oder ändern oder uns bitten, Sie zu vergessen
kept-what-sessions = Links und Sitzungen
kept-until-sessions = ein Link gilt { $link } Minuten und wird einen Tag danach gelöscht; eine Sitzung endet { $idle } Stunden, nachdem Sie zuletzt etwas getan haben, und dass sie war, bleibt, ohne Ort und Gerät
kept-what-places = Woher Sie kamen, für Grenzen
kept-until-places = 48 Stunden, in einer Form, aus der niemand die Adresse erkennt
kept-what-consents = Welche Einwilligung von Ihnen erbeten wurde, was Sie geantwortet haben und wer eine Befugnis hatte
kept-until-consents = eine Befugnis endet an ihrem Tag, der dort steht, wer Ihre Daten sehen darf; dass sie war, bleibt, und ihre Worte gehen, wenn Sie uns bitten, Sie zu vergessen
kept-what-looks = Wer Ihre Daten angesehen hat, wann und warum
kept-until-looks = dass jemand Einsicht nahm, bleibt; der Grund geht, wenn Sie uns bitten, Sie zu vergessen
kept-what-entries = Die Aufzeichnung dessen, was getan wurde
kept-until-entries = sie bleibt und nennt Sie mit einem Zeichen, das zu niemandem führt, sobald wir Sie vergessen haben
kept-what-others = Was Sie in Anfragen und Streitfällen anderer geschrieben haben
kept-until-others = bis diese bitten, vergessen zu werden; wenn Sie darum bitten, geht daraus, was Sie nennt
kept-what-files = Dateien und Mails, in denen auch andere vorkommen
kept-until-files = bis der Erste von denen, die darin vorkommen, bittet, vergessen zu werden
kept-what-meetings = Dass man Ihnen persönlich begegnet ist
kept-until-meetings = es gilt zwei Jahre; dass es war, bleibt, und was dazu gesagt wurde, geht, wenn Sie uns bitten, Sie zu vergessen
kept-what-evidence = Vereinbarungen, die Sie angenommen haben, Antworten mit signierter Mail, was Ihre neuen Nachweise belegt
kept-until-evidence = dass sie waren, bleibt; was sie enthalten, geht, wenn Sie uns bitten, Sie zu vergessen
