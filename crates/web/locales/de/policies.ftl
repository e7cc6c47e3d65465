# Wer was darf, und wie es anders wird.
policies-name = Richtlinien
policies-heading = Wer was darf
policies-what = Nach diesen Regeln entscheidet das Tor, und nichts anderes entscheidet. Was keine erlaubt, wird verweigert; was eine verbietet, kann keine andere erlauben. Jede Änderung ist protokolliert, und jeder Eintrag des Protokolls nennt die Ausgabe, die entschied.
policies-in-force-label = In Kraft
policies-edition-in-force = <a href="/policies/editions/{ $number }">Ausgabe { $number }</a> (<code>{ $digest }</code>) seit <time datetime="{ $exact }">{ $at }</time>; <a href="/policies/editions">alle Ausgaben</a>
policies-by = Von
policies-by-two = { $proposer } und { $second }
policies-founding = der Gründung
policies-newer = Diese Version von Chancery bringt neuere Texte mit als die, aus denen diese entstanden:
policies-newer-until = Nichts ändert sich, bis zwei es wollen.
policies-chapters = Kapitel
policies-fixed-core = der feste Kern
policies-fixed-what = Fest eingebaut und in niemandes Hand: diese verbieten nur und wiegen mehr als alles Folgende.
policies-change = Ändern
policies-allows = Erlaubt:
policies-forbids = Verbietet:
policies-lets = Erlaubt
policies-stops = Verhindert
policies-speaks-of = Spricht von
policies-known = Ausgewiesen
policies-level-any = wer auch immer, angemeldet oder nicht
policies-level-whoever = wer auch immer
policies-level-staff = das Team, wie dieses Haus es verlangt: { $level }
policies-level-issuer = wer das Token ausstellte: { $level }
policies-level-not = wer nicht so gut bekannt ist: { $level }
policies-level-issuer-not = wer das Token ausstellte, ist nicht so gut bekannt: { $level }
policies-identity-unknown = wer auch immer
policies-identity-address_controlled = durch eine E-Mail von der eigenen Adresse
policies-identity-signed_in = angemeldet
policies-identity-strong = stark angemeldet, mit Passkey oder zweitem Faktor
policies-identity-assured = persönlich begegnet
policies-needs = Braucht
policies-everything = alles
policies-n-acts = { $n ->
    [one] { $n } Handlung
   *[other] { $n } Handlungen
}
policies-token = ein Token: { $kind }
policies-eyes-four = zwei: eine Person handelt, eine andere stimmt zu
policies-eyes-dual = zwei: beide handeln
policies-as-written = Im Wortlaut: <code>{ $id }</code>
policies-another = Eine weitere Datei
policies-file-name = Ihr Name
policies-file-example = unsere.cedar
policies-begin = Beginnen

policies-begin-file = <code>{ $file }</code> beginnen
policies-change-file = <code>{ $file }</code> ändern
policies-edit-what = Zuerst sehen Sie, was es ändern würde. Dann schlagen Sie es vor, und eine andere Person, die Richtlinien ändern darf, stimmt zu.
policies-newer-text = Diese Version von Chancery bringt einen neueren Text mit: was er hier ändern würde
policies-differs = Worin er von dem abweicht, was Chancery mitbringt
policies-standing = Was Chancery mitbringt
policies-text = Ihre Richtlinien, in Cedar
policies-text-hint = Jede Richtlinie hat @id, @clause und @sentence; @authority("consent"), wo sie auf einem Token beruht, @eyes("four") oder @eyes("dual"), wo sie zwei braucht. Leer entfernt die Datei.
policies-note = Warum, für den Verlauf; nennen Sie niemanden
policies-see = Ansehen, was es ändern würde
policies-show-title = { $file }, bevor es vorgeschlagen wird
policies-show-crumb = bevor es vorgeschlagen wird
policies-not-proposed = Noch ist nichts vorgeschlagen
policies-lines = Zeile für Zeile
policies-propose = Genau dies vorschlagen
policies-propose-hint = Eine andere Person, die Richtlinien ändern darf, stimmt zu.

policies-editions = Ausgaben
policies-editions-title = Ausgaben der Richtlinien
policies-editions-crumb = Ausgaben
policies-edition = Ausgabe { $number }
policies-edition-title = Ausgabe { $number } der Richtlinien
policies-in-force = in Kraft
policies-row-by = von { $who }
policies-row-back = zurück zu Ausgabe { $number }
policies-why = Warum
policies-since = Seit
policies-takes-up = Greift auf
policies-texts-of = die Texte der <a href="/policies/editions/{ $number }">Ausgabe { $number }</a>
policies-digest = Prüfsumme
policies-changed = Was sie änderte
policies-files = Ihre Dateien
policies-return = Zu ihr zurückkehren
policies-propose-return = Rückkehr zu diesen Texten vorschlagen

policies-analysis = Was es ändern würde
policies-same = Keine der gestellten Fragen würde anders beantwortet.
policies-newly-allowed = Neu erlaubt
policies-newly-refused = Neu verweigert
policies-by-situation = Nach Rolle und Lage
policies-refused-lately = Verweigert in den letzten { $days } Tagen
policies-done-lately = Ausgeführt in den letzten { $days } Tagen
policies-th-act = Handlung
policies-th-who = Wer
policies-th-situation = Lage
policies-th-now = Jetzt
policies-th-then = Dann
policies-th-often = Wie oft
policies-th-latest = Letzter Eintrag
policies-answer-refused = verweigert
policies-answer-by-two = zu zweit
policies-answer-allowed = erlaubt
policies-showing = { $who }, weist vor: { $kind }
policies-more-rows = { $n ->
    [one] { $n } weitere Zeile ist nicht gezeigt.
   *[other] { $n } weitere Zeilen sind nicht gezeigt.
}
policies-extent = Das ist ein Durchspielen, kein Beweis: beiden Fassungen wurden { $asked } Fragen nach Rollen und Lagen gestellt, jede Rolle für sich; und { $scope ->
    [latest] die neuesten Einträge
   *[all] alle Einträge
} der letzten { $days } Tage ({ $entries }) wurden noch einmal gefragt, von denen sich { $lost } nicht nachstellen ließen, weil die Dinge heute anders stehen.
