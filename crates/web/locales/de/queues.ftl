# Die Warteschlangen, wie sie sieht, wer das Haus betreibt.
queues-what = Wo Fälle auf ihr Team warten. Das Haus ist über seine eigenen Leute und Zahlen <b>{ $profile }</b>; das gilt für alle Warteschlangen.
queues-profile-open = offen
queues-profile-confidential = vertraulich
queues-nobody-there = Niemand ist da
queues-deserted = was hier eingeht, sieht niemand. <a href="/staff">Geben Sie jemandem eine der Rollen</a>, oder lassen Sie andere sie betreuen.
queues-retired = stillgelegt, nimmt keine Fälle mehr an
queues-unstaffed = niemand betreut sie
queues-address = Adresse
queues-no-address = keine: Mail an { $address } wird abgewiesen
queues-within = Antwortet innerhalb von
queues-target-minutes = { $n ->
    [one] { $n } Minute
   *[other] { $n } Minuten
}
queues-target-hours = { $n ->
    [one] { $n } Stunde
   *[other] { $n } Stunden
}
queues-target-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tagen
}
queues-cases = Fälle
queues-n-open = { $n } offen
queues-n-late = { $n } überfällig
queues-staffed-by = Betreut von
queues-n-staff = { $n ->
    [0] niemandem
    [one] { $n } Person
   *[other] { $n } Personen
}
queues-as-role = { $role } ({ $n ->
    [0] niemand
   *[other] { $n }
})

## Anlegen und ändern
queues-make = Eine Warteschlange anlegen
queues-change = Ändern
queues-change-title = Eine Warteschlange ändern
queues-change-heading = { $name } ändern
queues-new = neu
queues-name = Name, und was in ihrer Adresse vor dem @ steht
queues-name-hint = Kleinbuchstaben, Ziffern und Bindestriche.
queues-name-old = Unter einem anderen Namen wird Mail an die alte Adresse abgewiesen.
queues-unit = Einheit
queues-unit-minutes = Minuten
queues-unit-hours = Stunden
queues-unit-days = Tagen
queues-not-whole = geben Sie eine ganze Zahl an, etwa 4
queues-clocks = Laufende Fristen laufen mit der Zeit weiter, mit der sie begannen.
queues-roles = Betreut von allen, die eine dieser Rollen haben
queues-keep-it = Speichern
queues-make-it = Anlegen
queues-leave = Lassen

## Stilllegen
queues-retire = Stilllegen
queues-retire-title = Eine Warteschlange stilllegen
queues-retire-heading = { $name } stilllegen
queues-retire-it = Stilllegen
queues-return = Wieder aufnehmen
queues-stays = triage bleibt: hierher kommt, was nirgends passt.
queues-back = Zurück zu den Warteschlangen
queues-takes-none = Sie nimmt keine Fälle mehr an. Mail an <b>{ $address }</b> wird an der Tür abgewiesen, damit der Absender es sofort erfährt.
queues-cases-open = { $n ->
    [one] { $n } Fall ist hier offen.
   *[other] { $n } Fälle sind hier offen.
}
queues-cases-late = { $n } überfällig.
queues-nothing-moved = Dadurch wird nichts verschoben: die Fälle bleiben, ihre Fristen laufen weiter, und das Team sieht und beantwortet sie weiterhin. Wer sie betreut, kann sie vorher <a href="/cases?q=queue:{ $name }">verschieben</a>.
queues-none-open = Hier ist kein Fall offen.
queues-again = Sie kann jederzeit wieder aufgenommen werden, unter derselben Adresse.
