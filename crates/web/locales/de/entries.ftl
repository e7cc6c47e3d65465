# Das Protokoll: durchgesehen, gelesen, wie es aufbewahrt ist, bewiesen.
entries-log = Protokoll
entries-act = Handlung
entries-any-act = jede
entries-case = Fall
entries-any-case = jeder
entries-show = Zeigen
entries-checkpoint = <b>{ $n ->
    [one] { $n } Eintrag
   *[other] { $n } Einträge
}</b> unter einem signierten Kontrollpunkt. <a href="/audit/checkpoint">Nehmen Sie ihn mit</a>: mit ihm erkennt <code>chancery audit verify --against</code> jede spätere Änderung.
entries-root = Wurzel
entries-verify = Das ganze Protokoll prüfen
entries-no-checkpoint = Noch wurde kein Kontrollpunkt signiert.
entries-none = Kein Eintrag passt.
entries-entry = Eintrag
entries-when = Wann
entries-who = Wer
entries-on = Woran
entries-by = Nach
entries-refused = verweigert
entries-done = ausgeführt
entries-pages = Seiten
entries-older = Ältere Einträge

entries-title = Eintrag { $index }
entries-as-kept = Wie er aufbewahrt ist
entries-canonical = Kanonische Bytes
entries-leaf = Prüfsumme des Blatts
entries-proof = Seinen Beweis herunterladen
entries-proof-hint = Er zeigt allen, auch ohne uns, dass dieser Eintrag im signierten Protokoll steht.
entries-via = Kam herein durch
entries-to = Woran
entries-person = Person
entries-authority = Befugnis
entries-policies = Richtlinien
entries-edition = Ausgabe
entries-digest = Prüfsumme
entries-via-session = Sitzung { $id }
entries-via-token = Token { $id }
entries-via-mail = E-Mail
entries-via-job = einen Auftrag
entries-via-command-line = die Befehlszeile
entries-via-nothing = nichts
