# Was gilt, und woher es kommt.
settings-what = Was gilt, und woher es kommt. Eine Variable der Umgebung geht <code>{ $file }</code> vor, die Datei dem, was hier geändert wird, und das dem, womit Chancery ausgeliefert wird. Was die Datei oder eine Variable festlegt, steht fest: es wird dort geändert und gilt nach einem Neustart. Die Variable zu <code>web.listen</code> ist <code>CHANCERY_WEB_LISTEN</code>, und so weiter.
settings-file-changed = Die Datei wurde seit dem Start des Hauses geändert. Was jetzt darin steht, gilt nach einem Neustart.
settings-sections = Gruppen
settings-changes = Hier gemachte Änderungen

## Die Abschnitte von chancery.toml
settings-group-web = Seiten
settings-group-mail = Mail
settings-group-desk = Schreibtisch
settings-group-sign_in = Anmeldung
settings-group-staff = Team
settings-group-fields = Daten einer Person
settings-group-consoles = Konsolen
settings-group-database = Datenbank
settings-group-vault = Schlüssel und Blobs
settings-group-audit = Protokoll

## Eine Einstellung
settings-secret = gesetzt, wird nicht gezeigt
settings-not-set = nicht gesetzt
settings-source-here = Hier geändert
settings-source-standing = Wie ausgeliefert
settings-source-variable = Umgebung, { $name }
settings-comes-as = ausgeliefert als <code>{ $value }</code>
settings-outranks = geht <code>{ $value }</code> vor, wie hier festgelegt
settings-after-restart = gilt nach einem Neustart
settings-why-file-desk-profile = Sie steht in der Datei oder der Umgebung: Nach ihr erfahren Außenstehende die Namen des Teams oder nur Titel, und niemand aus dem Haus soll das mit einem Klick für alle anderen öffnen können.
settings-why-file-mail-channel = Sie steht in der Datei oder der Umgebung: Wer sie hier ändern könnte, ließe sich eine Kopie jeder Antwort schicken.
settings-why-file-audit-witness = Sie steht in der Datei oder der Umgebung: Sie hält das Haus davon ab, seine eigene Aufzeichnung unbemerkt zu ändern; darum kann niemand, der darin steht, sie abschalten oder einen anderen Befehl ausführen lassen.
settings-why-file-staff-background-check = Sie steht in der Datei oder der Umgebung: Sie entscheidet, wer hier arbeiten darf, und niemand, der hier arbeitet, soll jemanden einlassen können, indem er sie streicht.
settings-why-file-staff-agreement-file = Sie steht in der Datei oder der Umgebung: Ein anderer Text nimmt allen im Team die Rollen, bis ihn jeder angenommen hat.
settings-pinned = steht dort fest
settings-at-once = gilt sofort

## Sie ändern
settings-change = Ändern
settings-whole-number = Eine ganze Zahl von { $least } bis { $most }
settings-one-of = Eines davon
settings-choice-signed_in = angemeldet
settings-choice-strong = stark angemeldet
settings-note = Warum, für den Verlauf; darf leer sein und nennt niemanden
settings-back = Zurück zu { $value }, wie ausgeliefert

## Was geändert wurde
settings-as-it-comes = wie ausgeliefert
settings-undo = Zurücknehmen<span class="unseen"> Änderung { $number }</span>
settings-change-number = Änderung { $number }
settings-change-by = von { $who }
settings-nobody = niemandem
settings-took-back = nahm Änderung { $number } zurück
