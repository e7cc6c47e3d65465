# Ein Platz im Team wird gegeben oder beantragt.
places-title = Ein Platz im Team
places-crumb = Platz
places-move-heading = Platz im Team beantragen
places-give-heading = Platz im Team geben
places-how = Sie beantragen es, ein anderes Mitglied des Vorstands unterstützt es, und dann führen Sie es aus.
places-what = Wer schon einen Platz hat, bekommt diese Rollen statt der bisherigen. Die Anmeldung geschieht über einen Link an diese Adresse.
places-address = Eigene Adresse in der Organisation
places-name = Name
places-roles = Womit sie betraut sind
places-check = Die Überprüfung der Person, falls es eine gab
places-checked-on = Abgeschlossen am
places-reference = Erwähnt in
places-check-hint = Aufbewahrt wird nur, dass es sie gab und wo sie erwähnt ist; nie, was sich fand.
places-move = Beantragen
places-give = Geben
places-leave = Lassen
places-day = der Tag der Überprüfung sieht aus wie 2026-11-20
