# Šablony a průvodci.
sheets-templates = Šablony
sheets-guides = Průvodci
sheets-one = { $kind ->
    [guide] Průvodce
   *[template] Šablona
}
sheets-write = { $kind ->
    [guide] Napsat průvodce
   *[template] Napsat šablonu
}
sheets-language = Jazyk
sheets-all-queues = všechny fronty
sheets-not-offered = nenabízí se
sheets-edition = Vydání { $n }
sheets-here-edition = vydání { $n }
sheets-edition-by = autor: { $maker }
sheets-founding = založení
sheets-no-such-case = takový případ není
sheets-why = Proč, pro historii; nikoho nejmenujte

## Seznam
sheets-templates-about = Odpovědi s místy k vyplnění: dobrý začátek, který se ještě projde. Případ nabízí nejdřív ty ve svém jazyce. Žádná neotevírá nic soukromého a žádná nezná jméno.
sheets-guides-about = Seznamy kroků vedle případu. Kdo co odškrtl a kdy, zůstává v záznamu. Co potřebuje dva lidi, dělají dva.
sheets-search = Hledat mezi nimi
sheets-search-words = Slova
sheets-language-any = všechny
sheets-search-show = Zobrazit
sheets-adopt-about = Chancery s sebou přináší { $kind ->
        [guide] { $n } { $n ->
            [one] průvodce, kterého
            [few] průvodce, které
           *[other] průvodců, které
        }
       *[template] { $n } { $n ->
            [one] šablonu, kterou
            [few] šablony, které
           *[other] šablon, které
        }
    } tento dům nemá. Převzetí se nedotkne ničeho, co zde je.
sheets-adopt = Převzít
sheets-none = Nic tu není.
sheets-none-found = Nic neobsahuje tato slova. Méně slov najde víc.
sheets-needs = vyžaduje roli: { $role }

## Jeden list
sheets-show-for = Pro
sheets-show-needs = Vyžaduje
sheets-show-role = roli: { $role }
sheets-show-edition = Vydání
sheets-used-heading = Použito
sheets-used = { $n ->
    [0] zatím v žádném případu
    [one] v jednom případu
    [few] ve { $n } případech
   *[other] v { $n } případech
}
sheets-used-said = pomohlo: { $helped }, nepomohlo: { $not }, bez údaje: { $unsaid }
sheets-used-why = Co po něm žadatel řekl jako první. Uvádí se za { $n } případů najednou a ne za méně, aby z toho nebylo poznat slovo jednotlivce.
sheets-write-edition = Napsat další vydání
sheets-n-steps = { $n ->
    [one] { $n } krok
    [few] { $n } kroky
   *[other] { $n } kroků
}
sheets-step-role = odškrtává role: { $role }
sheets-step-other-than = někdo jiný než krok { $n }
sheets-step-noted = zapisuje se: { $note }
sheets-step-reply = odpověď
sheets-step-leads-to-consent = vede k souhlasu
sheets-step-leads-to-dispute = vede ke sporu
sheets-step-leads-to-emergency = vede k rozbitému sklu
sheets-step-leads-to-legal = vede k právnímu dotazu
sheets-preview-heading = Jak vypadá
sheets-preview-case = V případu
sheets-preview-look = Podívat se
sheets-preview-made-up = ve vymyšleném
sheets-as-written = Jak je to napsáno
sheets-editions = Vydání
sheets-edition-in-use = používá se
sheets-edition-back-to = návrat k vydání { $n }

## Jedno vydání
sheets-edition-of = { $name }: vydání { $n }
sheets-edition-why = Proč
sheets-edition-made = Vzniklo
sheets-edition-reverts = Přejímá
sheets-edition-words-of = slova, která mělo
sheets-edition-changes = Co změnilo
sheets-edition-text = Co v něm stojí
sheets-edition-return = Vrátit se k němu
sheets-edition-use = Použít tato slova znovu

## Psaní
sheets-another-edition = Další vydání
sheets-another-edition-of = Další vydání: <code>{ $name }</code>
sheets-here-another-edition = další vydání
sheets-here-new = nový text
sheets-name = Název, stejný ve všech jazycích
sheets-name-sample = certifikat-vyprsel
sheets-heading = Nadpis, ve svém jazyce
sheets-text = Text
sheets-text-of-guide = Kdy ho použít, a kroky
sheets-template-hint = Hodnota se píše <code>{"{{ case.number }}"}</code>, volba <code>{"{% if case.queue == &#34;support&#34; %} … {% endif %}"}</code>; nejvýše { $n } znaků. Nepište žádná jména: odpověď je pro všechny.
sheets-values = Co smí šablona použít
sheets-value-case-number = číslo případu
sheets-value-case-queue = fronta, ve které je
sheets-value-case-page = kde ho vidí přihlášený žadatel
sheets-value-case-answer_hours = do kolika hodin jeho fronta odpovídá
sheets-value-house-name = název této instalace, tedy její doména
sheets-value-house-page = kde každý začíná
sheets-value-writer-title = vaše označení, jak se říká navenek
sheets-value-today = datum, v jazyce šablony
sheets-guide-hint = Nejdřív kdy ho použít, potom kroky, každý začíná svým číslem: <code>1. </code>. Pod krokem, na vlastních řádcích: <code>@role support_engineer</code> kdo ho smí odškrtnout; <code>@other-than 2</code> někdo jiný než krok 2; <code>@note</code> a co se má zapsat; <code>@template</code> a název jeho odpovědi; <code>@open</code> consent, dispute, emergency nebo legal.
sheets-fault-at = Řádek { $line }, znak { $column }:
sheets-no-fault = Je v pořádku.
sheets-role = Kdo to smí použít
sheets-role-none = kdo na případu pracuje
sheets-queues = Pro případy těchto front; nevybráno znamená všechny
sheets-offered = Nabízí se k použití
sheets-preview = Podívat se na ni
sheets-check = Zkontrolovat
sheets-keep = Uložit
sheets-leave = Nechat být
sheets-overtaken = od chvíle, kdy jste začali, někdo napsal další vydání; vaše je níže, druhé na své stránce
