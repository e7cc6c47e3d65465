# Koncepty: seznam, zahození, návrat.
drafts-heading = Koncepty
drafts-about = Co píšete a ještě jste neodeslali. Nečte to nikdo než vy. Zůstává, i když případ dostane někdo jiný, přesune se nebo uzavře, a zničí se spolu s údaji svého žadatele.
drafts-none = Žádné nemáte.
drafts-unseen = Případ, který už nesmíte vidět
drafts-kept = { $kind ->
    [note] poznámka, uložena
   *[reply] odpověď, uložena
}
drafts-discard = Zahodit
drafts-discard-which = { $kind ->
    [note] poznámku v { $number }
   *[reply] odpověď v { $number }
}

## Zahozeno
drafts-discarded-title = Koncept zahozen
drafts-discarded-heading = { $kind ->
    [note] Vaše poznámka v
   *[reply] Vaše odpověď v
} <span class="number">{ $number }</span>, zahozeno
drafts-discarded = Koncept je zahozen. Teď se ukazuje naposledy.
drafts-to-all = K mým konceptům
drafts-bring-back = Vrátit zpět

## Dva texty
drafts-two-title = { $number }: dva koncepty
drafts-two = { $kind ->
    [note] Dva texty vaší poznámky v
   *[reply] Dva texty vaší odpovědi v
} <span class="number">{ $number }</span>
drafts-two-kept = Vaše jiné okno uložilo novější. Nic se nepřepsalo.
drafts-two-of = Uložený text, z
drafts-two-go-on = Pokračovat s tímto
drafts-two-gone = Co bylo uloženo, je pryč: odeslali nebo zahodili jste to v jiném okně.
drafts-two-here = Text z tohoto okna
drafts-two-label = { $kind ->
    [note] Poznámka z tohoto okna
   *[reply] Odpověď z tohoto okna
}
drafts-two-instead = Uložit místo něj tento
drafts-two-keep = Uložit
