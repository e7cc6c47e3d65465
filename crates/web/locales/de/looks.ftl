# Wer die eigenen Daten angesehen hat.
looks-heading = Wer meine Daten angesehen hat
looks-lead = Niemand hier darf ohne Befugnis öffnen, was Sie geschrieben haben, und jedes Mal wird dort aufgeschrieben, wo es sich nicht mehr tilgen lässt. Hier steht jedes Mal.
looks-none = Niemand hat etwas von Ihnen geöffnet.
looks-opened-message = hat Nachricht { $n } geöffnet
looks-in = in { $audience }
looks-for-request = zu Ihrer Anfrage <a class="number" href="/me/requests/{ $number }">{ $number }</a>
looks-in-case = im Fall <span class="number">{ $number }</span>
looks-as = als { $role }
looks-by = nach
looks-to-authorities = Wer meine Daten sehen darf
