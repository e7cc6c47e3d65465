# Vereinbarungen: was man annimmt, bevor man beginnt.
agreements-title = Vereinbarung
agreements-of = Was { $who } angenommen hat
agreements-of-hint = Das sieht niemand außer dieser Person und der Rechtsberatung. Dass Sie nachgesehen haben, ist festgehalten.
agreements-own = Ihre Vereinbarung mit dem Haus
agreements-lacks-check = Noch ist keine Prüfung Ihrer Person festgehalten. Bis dahin ruht Ihr Platz; der Vorstand des Hauses kümmert sich darum.
agreements-read-this = Sie haben einen Platz im Team bekommen. Bevor Sie beginnen, lesen Sie dies und nehmen Sie es an. Was Sie angenommen haben, sehen nur Sie und die Rechtsberatung.
agreements-accept = Ich nehme das an
agreements-go-on = Zum Schreibtisch
agreements-accepted = Angenommen
agreements-none = Es wurde nichts angenommen.
