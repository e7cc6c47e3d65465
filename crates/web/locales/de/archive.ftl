# Das Verzeichnis von allem, was über jemanden geführt wird, in dem Archiv, das sie speichern. Es ist reiner Text.
archive-heading = Was über Sie geführt wird
archive-taken = Genommen { $at }. Es ist aufgeschrieben, dass Sie es genommen haben.
archive-holdings = holdings.json: Ihr Name und Ihre Adressen, Ihre Angaben, womit Sie sich anmelden und wo Sie angemeldet sind, Ihre Schlüssel für signierte Antworten, wer geöffnet hat, was Sie geschrieben haben, und warum, welche Einwilligung von Ihnen erbeten wurde und wer eine Befugnis über Ihre Daten hat.
archive-requests = requests: was Sie gefragt haben und was Ihnen geantwortet wurde, ein Ordner für jede Anfrage.
archive-disputes = disputes: von jedem Streitfall, dessen Partei Sie sind, was seine Seite Ihnen zeigt.
archive-elsewhere = elsewhere: was Sie in Anfragen anderer geschrieben haben, ohne deren Nummer und ohne das, was andere dort gesagt haben.
archive-files = Der Ordner files in jedem davon enthält, was Sie mitgeschickt haben, und Ihre Mails, wie sie ankamen. Öffnen Sie sie mit Vorsicht: Sie sind, wie sie gesendet wurden.
archive-not = Was nicht hier ist:
archive-not-others = - was andere geschrieben haben und was darin über Sie steht; es ist mit deren Worten versiegelt. Fragen Sie uns danach; wir sehen nach, wem es sonst noch gehört.
archive-not-begun = - was Sie in einem Formular begonnen und nicht gesendet haben: Es steht in diesem Formular.
archive-not-secrets = - Passwörter, Codes und die Schlüssel von Passkeys: Die kann niemand lesen.
archive-not-staff = - Notizen, die das Team für sich schreibt, und, falls Sie selbst zum Team gehören, was Sie als Mitglied getan haben.
archive-cut = - mehr als die neuesten { $cases } Fälle einer Art und mehr als { $files } Dateien: Fragen Sie uns nach dem Rest.
archive-looks-cut = - mehr als die neuesten { $n } Einsichten einer Art: Fragen Sie uns nach dem Rest.
archive-kept = Alles wird aufbewahrt, bis Sie uns bitten, Sie zu vergessen, es sei denn, das Gesetz verlangt, es zu behalten; was Sie in Anfragen anderer geschrieben haben, so lange wie diese; nach Alter wird nichts gelöscht. Jede Anfrage sagt auf ihrer Seite, was bis wann aufbewahrt wird.
archive-contents = { $n ->
    [0] Was hier ist, ohne Dateien:
    [one] Was hier ist, mit einer Datei:
   *[other] Was hier ist, mit { $n } Dateien:
}
archive-unopened = Was sich nicht öffnen ließ und darum nicht dabei ist:
archive-moved = Während gepackt wurde, wurden Anfragen zusammengelegt oder getrennt. Was verschoben wurde, kann hier fehlen: bitte laden Sie alles noch einmal herunter.
archive-lists-cut = - mehr erbetene Einwilligungen, Befugnisse, Begegnungen oder Einsichten, als die längste Liste fasst: Fragen Sie uns nach dem Rest.
archive-not-evidence = - was Sie unterschrieben haben, als Sie mit signierter Mail antworteten, was Ihre neuen Nachweise belegt, Vereinbarungen, die Sie angenommen haben, eine Überprüfung Ihrer Vergangenheit, Token von Programmen, was Sie früher dazu sagten, ob eine Antwort half, und alles über die ersten 10000 Nachrichten eines Streitfalls und die letzten 50 Verwendungen einer Befugnis hinaus: Fragen Sie uns danach.
