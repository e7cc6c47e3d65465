# Welche Befugnisse jemand hat, wofür, und wie sie gebraucht werden.
authorities-heading = Meine Befugnisse
authorities-what = Neben dem, was Ihre Rollen Ihnen erlauben, wurden diese Ihnen oder einer Ihrer Rollen gegeben, jede für einen Zweck. Jeder Gebrauch wird gezählt, protokolliert und von der Person gesehen, deren Daten es sind. Das Lesen eines Falls zählt einmal für jede Viertelstunde.
authorities-none = Sie haben jetzt keine. Wo ein Fall eine braucht, sagt seine Seite, wie darum zu bitten ist.
authorities-over = Beendet

authorities-read-case = den Fall lesen, geschwärzt
authorities-open-messages = seine versiegelten Nachrichten öffnen
authorities-see = { $fields } sehen
authorities-change = { $fields } ändern
authorities-tell = { $fields } mitteilen
authorities-saw = { $field } angesehen
authorities-changed = { $field } geändert
authorities-told = { $field } mitgeteilt
authorities-told-to = { $field } { $whom } mitgeteilt
authorities-to-own = der Person selbst
authorities-to-member = einem anderen Mitglied
authorities-to-supplier = einem Lieferanten
authorities-to-partner = einem Partner
authorities-to-agency = einer Behörde

authorities-title-clause = Ständige Regel
authorities-title-consent = Einwilligung der Person
authorities-title-ruling = Entscheid
authorities-title-precedent = Präzedenzentscheid
authorities-title-motion = Beschluss
authorities-title-emergency = Eingeschlagenes Glas
authorities-kind-clause = Ziffer
authorities-kind-consent = Einwilligung
authorities-kind-ruling = Entscheid
authorities-kind-precedent = Präzedenzentscheid
authorities-kind-motion = Beschluss
authorities-kind-emergency = Notfall
authorities-unused = nicht gebraucht; darf { $max }-mal gebraucht werden
authorities-used = { $n } von { $max } Malen gebraucht
