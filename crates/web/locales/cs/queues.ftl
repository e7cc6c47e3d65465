# Fronty, jak je vidí ten, kdo vede dům.
queues-what = Kde případy čekají na svůj tým. Vůči vlastním lidem a svým číslům je dům <b>{ $profile }</b>; to platí pro všechny fronty.
queues-profile-open = otevřený
queues-profile-confidential = důvěrný
queues-nobody-there = Nikdo tu není
queues-deserted = co sem přijde, nikdo nevidí. <a href="/staff">Dejte někomu jednu z rolí</a>, nebo ať frontu obsluhují jiní.
queues-retired = zrušená, případy už nepřijímá
queues-unstaffed = nikdo ji neobsluhuje
queues-address = Adresa
queues-no-address = žádná: pošta na { $address } se odmítá
queues-within = Odpoví do
queues-target-minutes = { $n ->
    [one] { $n } minuty
   *[other] { $n } minut
}
queues-target-hours = { $n ->
    [one] { $n } hodiny
   *[other] { $n } hodin
}
queues-target-days = { $n ->
    [one] { $n } dne
   *[other] { $n } dnů
}
queues-cases = Případy
queues-n-open = { $n ->
    [one] { $n } otevřený
    [few] { $n } otevřené
   *[other] { $n } otevřených
}
queues-n-late = { $n } po termínu
queues-staffed-by = Kdo obsluhuje
queues-n-staff = { $n ->
    [0] nikdo
    [one] { $n } člověk
    [few] { $n } lidé
   *[other] { $n } lidí
}
queues-as-role = { $role } ({ $n ->
    [0] nikdo
   *[other] { $n }
})

## Vytvoření a změna
queues-make = Vytvořit frontu
queues-change = Změnit
queues-change-title = Změnit frontu
queues-change-heading = Změnit frontu { $name }
queues-new = nová
queues-name = Název a zároveň to, co v adrese stojí před @
queues-name-hint = Malá písmena, číslice a pomlčky.
queues-name-old = Změníte-li název, pošta na starou adresu se bude odmítat.
queues-unit = jednotka
queues-unit-minutes = minut
queues-unit-hours = hodin
queues-unit-days = dnů
queues-not-whole = zadejte celé číslo, například 4
queues-clocks = Hodiny, které už běží, dobíhají podle doby, s níž začaly.
queues-roles = Obsluhuje ji, kdo má některou z těchto rolí
queues-keep-it = Uložit
queues-make-it = Vytvořit
queues-leave = Nechat být

## Zrušení
queues-retire = Zrušit
queues-retire-title = Zrušit frontu
queues-retire-heading = Zrušit frontu { $name }
queues-retire-it = Zrušit ji
queues-return = Znovu zavést
queues-stays = triage zůstává: sem přichází, co se jinam nehodí.
queues-back = Zpět k frontám
queues-takes-none = Případy už nepřijímá. Pošta na <b>{ $address }</b> se odmítne hned u dveří, aby se to odesílatel dozvěděl ihned.
queues-cases-open = { $n ->
    [one] { $n } případ je zde otevřený.
    [few] { $n } případy jsou zde otevřené.
   *[other] { $n } případů je zde otevřených.
}
queues-cases-late = { $n } po termínu.
queues-nothing-moved = Nic se tím nepřesune: případy zůstávají, jejich hodiny běží dál a tým fronty je dál vidí a odpovídá na ně. Kdo frontu obsluhuje, může je nejprve <a href="/cases?q=queue:{ $name }">přesunout</a>.
queues-none-open = Žádný případ zde není otevřený.
queues-again = Kdykoli ji lze znovu zavést, pod stejnou adresou.
