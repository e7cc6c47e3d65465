# Eingeschlagenes Glas: begründet, laut, solange es dauert, danach beurteilt.
emergencies-title = Notfälle
emergencies-heading = Eingeschlagenes Glas
emergencies-what = Versiegeltes, ohne jemandes Einwilligung geöffnet, weil es nicht warten konnte. Jedes ist von Anfang an ein Streitfall, und jemand anders beurteilt es; bis dahin schlägt, wer es tat, kein weiteres ein.
emergencies-none = Kein Glas wurde eingeschlagen.
emergencies-waiting = Wartet auf Beurteilung
emergencies-broken = <b>{ $who }</b>, für <a class="number" href="/cases/{ $number }">{ $number }</a>, <time datetime="{ $exact }">{ $at }</time>
emergencies-reviewed-as = wird beurteilt als
emergencies-destroyed = mit dem Fall vernichtet
emergencies-end = Jetzt beenden
emergencies-finding = Was Sie feststellen
emergencies-judge-justified = Es war gerechtfertigt
emergencies-judge-not = Es war nicht gerechtfertigt
emergencies-judging-ends = Die Beurteilung beendet es.
emergencies-heard = Es wird angehört; der Entscheid dort beendet die Beurteilung.
emergencies-who-judges = Ein Schiedsrichter oder eine Teamleitung beurteilt es, aber nicht, wer es einschlug.
emergencies-judged = Beurteilt
emergencies-justified = Gerechtfertigt
emergencies-not-justified = Nicht gerechtfertigt
emergencies-judged-by = Beurteilt durch Entscheid { $number }
emergencies-judged-by-link = Beurteilt durch <a href="{ $href }">Entscheid { $number }</a>
emergencies-judged-by-a-ruling = Beurteilt durch einen Entscheid

emergencies-open-for = noch { $left } offen
emergencies-ended = beendet { $at }
emergencies-over-since = vorbei seit { $at }
emergencies-uses = Gebrauch
emergencies-opened = Nachricht { $index } von { $number } geöffnet
emergencies-read = { $number } gelesen, geschwärzt
emergencies-unnamed = { $n ->
    [one] ein weiterer Gebrauch, den das Protokoll nennt
   *[other] { $n } weitere Gebräuche, die das Protokoll nennt
}

emergencies-break-ask = Glas einschlagen für { $number }?
emergencies-break-over = Glas einschlagen für { $number }
emergencies-break-what = Für den Fall, dass Schaden geschieht und niemand rechtzeitig gefragt werden kann. Sie dürfen damit diesen Fall lesen, seine versiegelten Nachrichten öffnen und sehen, was über die anfragende Person bekannt ist. Es ändert nichts und teilt nichts mit.
emergencies-told = Alle Teamleitungen und der Kanal des Teams erfahren es sofort, mit Ihrem Namen.
emergencies-listed = Jeder Gebrauch wird aufgeführt, protokolliert und von der Person gesehen, deren Daten es sind.
emergencies-short = Es endet spätestens nach { $hours } Stunden. Sie, eine Teamleitung oder der Vorstand können es früher beenden.
emergencies-dispute = Es wird sofort ein Streitfall, in dem jemand anders es beurteilt. Bis dahin können Sie kein Glas mehr einschlagen.
emergencies-why = Warum es nicht warten kann
emergencies-hours = Für wie viele Stunden, höchstens { $hours }
emergencies-go-on = Weiter
emergencies-leave = Geschlossen lassen
emergencies-lets = Bis spätestens <b>{ $until }</b> dürfen Sie, und sonst niemand, in diesem Fall
emergencies-because = Für <b>{ $hours ->
    [one] eine Stunde
   *[other] { $hours } Stunden
}</b> ab jetzt, weil:
emergencies-needs-more = Dies braucht einen Passkey oder eine Authentifizierungs-App, und Sie haben keines von beiden. Richten Sie eines unter <a href="/security">Anmeldung und Sitzungen</a> ein, oder bitten Sie jemanden aus dem Team, der eines hat.
emergencies-show = Zeigen Sie, dass Sie es sind, und der Alarm geht hinaus.
emergencies-break = Glas einschlagen
emergencies-do-not = Nicht einschlagen
emergencies-why-length = sagen Sie es in höchstens { $n } Zeichen
emergencies-hours-bounds = zwischen 1 und { $hours }
