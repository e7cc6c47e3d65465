# Das Team und der Vorstand des Hauses.
staff-heading = Team
staff-move-place = Platz beantragen
staff-give-place = Platz geben
staff-board = Der Vorstand des Hauses steht: Plätze und Rollen werden durch seine Anträge vergeben, ein Mitglied beantragt und ein anderes unterstützt es, und die Befehlszeile schlägt nur vor.
staff-board-short = Zu wenige sitzen darin, um etwas zu entscheiden. Die Befehlszeile gründet ihn neu (<code>chancery board found</code>).
staff-no-board = Dieses Haus hat noch keinen Vorstand. Die Befehlszeile gründet ihn (<code>chancery board found</code>); er steht, sobald zwei Mitglieder ihren Sitz eingenommen haben.
staff-seat-given = Ihnen wurde ein Sitz im Vorstand gegeben.
staff-take-seat = Meinen Sitz einnehmen
staff-access = Zugänge, jetzt durchgesehen
staff-access-fits = Rollen, Plätze und Zugänge des Teams entsprechen den Regeln.
staff-last-look = Das Haus sah von selbst nach
staff-last-found = { $n ->
    [0] nichts war auszusetzen.
    [one] eines war auszusetzen.
   *[other] { $n } Dinge waren auszusetzen.
}
staff-last-late = Solange es läuft, sieht es täglich nach und hätte seither wieder nachsehen sollen.
staff-never-looked = Solange es läuft, sieht das Haus täglich von selbst nach; bisher noch nicht.
staff-on-board = im Vorstand
staff-deputy = Vertretung: { $deputy }
staff-checked = überprüft
staff-unchecked = keine Überprüfung verzeichnet, daher noch kein Beginn
staff-give-up = Meinen Platz aufgeben
staff-end-place = Platz beenden
staff-move-ending = Ende des Platzes beantragen
staff-ending-what = Rollen, Schlüssel, Sitzungen, Token und Befugnisse enden sofort; Fälle gehen in ihre Warteschlangen zurück.
staff-agreements = Worin eingewilligt wurde
staff-left = Ausgeschieden:
