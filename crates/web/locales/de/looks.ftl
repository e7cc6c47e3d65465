# Wer die eigenen Daten angesehen hat.
looks-heading = Wer meine Daten angesehen hat
looks-lead = Niemand hier darf ohne Befugnis öffnen, was Sie geschrieben haben, und jedes Mal wird dort aufgeschrieben, wo es sich nicht mehr tilgen lässt. Hier steht jedes Mal. Hat jemand Ihre Anfrage, Persönliches geschwärzt, nur gelesen, weil eine besondere Befugnis es erlaubte, so steht auch das hier, einmal für jede Viertelstunde.
looks-none = Niemand hat etwas von Ihnen geöffnet.
looks-opened-message = hat Nachricht { $n } geöffnet
looks-read-clause = hat die Texte gelesen, Persönliches geschwärzt
looks-read-consent = hat die Texte gelesen, Persönliches geschwärzt, weil Sie eingewilligt haben
looks-read-ruling = hat die Texte gelesen, Persönliches geschwärzt, weil ein Entscheid es erlaubte
looks-read-precedent = hat die Texte gelesen, Persönliches geschwärzt, weil ein früherer Entscheid für solche Fälle gilt
looks-read-motion = hat die Texte gelesen, Persönliches geschwärzt, weil der Vorstand es durch Beschluss erlaubte
looks-read-emergency = hat die Texte gelesen, Persönliches geschwärzt, in einem Notfall, der danach überprüft wird
looks-in = in { $audience }
looks-for-request = zu Ihrer Anfrage <a class="number" href="/me/requests/{ $number }">{ $number }</a>
looks-in-case = im Fall <span class="number">{ $number }</span>
looks-as = als { $role }
looks-by = nach
looks-to-authorities = Wer meine Daten sehen darf
looks-cut = Vom Lesen aufgrund einer Befugnis stehen hier die letzten { $n } Male. Die früheren enthält das <a href="/me/fields">Herunterladen Ihrer Daten</a> auch.
