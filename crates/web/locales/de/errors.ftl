# Was gesagt wird, wenn es keine andere Seite gibt.
errors-to-start = Zum Anfang
errors-name = Wenn Sie uns danach fragen, nennen Sie bitte <span class="number">{ $id }</span>
errors-nothing-here = Hier ist nichts für Sie
errors-nothing-here-text = Die Adresse ist vielleicht falsch geschrieben, oder Sie dürfen nicht sehen, was sie nennt. Wir sagen nicht, was von beidem.
errors-not-our-form = Dieses Formular war nicht unseres, oder es ist zu alt
errors-not-our-form-text = Wir nehmen nur Formulare von unseren eigenen Seiten an, aus dem Browser, der sie geholt hat. Öffnen Sie die Seite noch einmal, und senden Sie das Formular von dort.
errors-faster = Jemand war schneller
errors-faster-text = Was Sie ändern wollten, hat sich inzwischen geändert. Öffnen Sie es noch einmal; von Ihnen wurde nichts geschrieben.
errors-too-large = Das ist zu viel auf einmal
errors-too-large-text = Ein Formular darf ein Megabyte fassen. Es wurde nichts geschrieben.
errors-too-many = Zu oft auf einmal
errors-too-many-text = Bitte warten Sie eine Minute, und versuchen Sie es noch einmal. Es wurde nichts geschrieben.
errors-unable = Wir können gerade nicht antworten
errors-unable-text = Etwas, worauf wir angewiesen sind, ist langsam oder nicht erreichbar. Von Ihnen ist nichts verloren: Was wir angenommen haben, haben wir aufbewahrt.
errors-gone = Es ist nicht mehr da
errors-gone-text = Es wurde vernichtet und lässt sich nicht zurückholen.
errors-unusable = So lässt sich das nicht verwenden
errors-unusable-text = Etwas von dem, was Sie angegeben haben, passt nicht. Es wurde nichts geschrieben.
errors-full = Der Speicher ist voll
errors-full-text = Wir nehmen nichts an, was wir nicht aufbewahren können. Es wurde nichts geschrieben.
errors-unreadable = Wir konnten das nicht lesen
errors-unreadable-text = Die Anfrage hatte keine Form, die wir verstehen. Es wurde nichts geschrieben.
errors-broken = Bei uns ist etwas kaputtgegangen
errors-broken-text = Es ist vermerkt. Was wir vorher angenommen haben, ist aufbewahrt; was Sie eben gesendet haben, wurde vielleicht nicht geschrieben.
