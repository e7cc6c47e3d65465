# Tým a rada domu.
staff-heading = Tým
staff-move-place = Navrhnout místo
staff-give-place = Dát místo
staff-board = Rada domu stojí: místa a role se dávají jejími návrhy, jeden člen navrhne a druhý se připojí; příkazový řádek jen navrhuje.
staff-board-short = Sedí v ní příliš málo lidí, než aby mohla o něčem rozhodnout. Příkazový řádek ji založí znovu (<code>chancery board found</code>).
staff-no-board = Tento dům zatím nemá radu. Založí ji příkazový řádek (<code>chancery board found</code>); stojí, jakmile dva členové zaujmou svá křesla.
staff-seat-given = Bylo vám dáno křeslo v radě.
staff-take-seat = Zaujmout své křeslo
staff-access = Přístup, právě zkontrolovaný
staff-access-fits = Role, místa a vstupy týmu odpovídají pravidlům.
staff-last-look = Dům se sám podíval
staff-last-found = { $n ->
    [0] vše bylo v pořádku.
    [one] jedna věc nebyla v pořádku.
    [few] { $n } věci nebyly v pořádku.
   *[other] { $n } věcí nebylo v pořádku.
}
staff-last-late = Za provozu se dívá denně, a od té doby se už měl podívat znovu.
staff-never-looked = Dům se za provozu sám dívá denně; zatím se nepodíval.
staff-on-board = v radě
staff-deputy = zástupce: { $deputy }
staff-checked = prověrka
staff-unchecked = prověrka není zapsána, nemůže tedy začít
staff-give-up = Vzdát se svého místa
staff-end-place = Ukončit místo
staff-move-ending = Navrhnout ukončení místa
staff-ending-what = Role, klíče, relace, tokeny a držená oprávnění zaniknou ihned; případy se vrátí do svých front.
staff-agreements = S čím souhlasili
staff-left = Odešli:
