# Přehled: případy, každý na jednom řádku.
cases-all-queues = všechny vaše fronty
cases-mine = přiděleno vám
cases-filtered = filtrováno
cases-by-state = Podle stavu
cases-not-ended = neukončené
cases-empty = Nic zde nečeká.
cases-empty-filter = Méně podmínek najde více; uzavřené případy najdete pomocí <code>state:closed</code>, podle slov a podle čísel.
cases-pages = Stránky
cases-first-page = První stránka
cases-more = Další případy

## Řádky
cases-column-case = Případ
cases-column-matter = Věc
cases-column-state = Stav, přiděleno
cases-column-waits = Kdo čeká
cases-column-due = Termín
cases-pick = Vybrat { $number }
cases-nobody = nikdo
cases-you = vy
cases-since = od { $at }
cases-nobody-waits = nikdo nečeká
cases-waits-for-us = žadatel čeká { $span }
cases-waits-for-them = čekáme na žadatele { $span }
cases-changed = změněno
cases-first-response = první odpověď, { $target }
cases-no-clock = bez hodin
cases-confirm-follow-up = navazující zpráva k potvrzení
cases-confirm-sender = nový odesílatel k potvrzení

## Filtrování
cases-filter = Filtr
cases-unreadable = Tento filtr nelze přečíst
cases-fault = Sloupec { $column }: { $words }.
cases-how = Jak filtrovat
cases-how-terms = Podmínky stojí vedle sebe a platit musí všechny. Slova se hledají v začerněných textech, poslední změna první; jména a adresy v nich nejsou: <a href="/people">najděte osobu</a> podle její přesné adresy.
cases-how-words = <code>slovo</code> <code>"dvě slova"</code> v jedné zprávě, ta druhá pohromadě
cases-how-number = případ tohoto čísla
cases-hint-pending = nikdo si ho ještě nevzal
cases-hint-or = čárka znamená nebo
cases-hint-not = minus znamená ne
cases-hint-yours = vaše
cases-hint-nobody = čeká, až si ho někdo vezme
cases-hint-late = odpověď je po termínu
cases-hint-soon = termín odpovědi je do hodiny
cases-hint-unconfirmed = čeká na vás nový odesílatel nebo zpráva, která možná navazuje
cases-hint-waiting = někdo čeká déle než dva dny: m, h, d, w
cases-hint-due = termín odpovědi je do dvou hodin, nebo již minul
cases-hint-opened = otevřeno během týdne
cases-hint-changed = tři hodiny se nic nestalo
cases-hint-kind = žádost, incident, spor, problém nebo změna
cases-hint-language = jazyk první zprávy
cases-keep = Uložit tento pohled
cases-keep-name = Pod jakým názvem
cases-keep-it = Uložit

## Více případů najednou
cases-picked = Vybrané případy
cases-to = kam…
cases-move = Přesunout
cases-move-back = Přesunout zpět
cases-take = Vzít si
cases-choose-queue = vyberte frontu
cases-none-chosen = Nebyl vybrán žádný případ; zaškrtněte políčka před čísly.
cases-none-moved = Žádný nebyl přesunut.
cases-none-taken = Žádný jste si nevzali.
cases-moved = { $n ->
    [one] { $n } případ byl přesunut do fronty { $queue }: { $numbers }.
    [few] { $n } případy byly přesunuty do fronty { $queue }: { $numbers }.
   *[other] { $n } případů bylo přesunuto do fronty { $queue }: { $numbers }.
}
cases-moved-back = { $n ->
    [one] { $n } případ byl přesunut zpět: { $numbers }.
    [few] { $n } případy byly přesunuty zpět: { $numbers }.
   *[other] { $n } případů bylo přesunuto zpět: { $numbers }.
}
cases-taken = { $n ->
    [one] { $n } případ je nyní váš; každé nahlédnutí do originálu vyžaduje řádek s důvodem: { $numbers }.
    [few] { $n } případy jsou nyní vaše; každé nahlédnutí do jejich originálu vyžaduje řádek s důvodem: { $numbers }.
   *[other] { $n } případů je nyní vašich; každé nahlédnutí do jejich originálu vyžaduje řádek s důvodem: { $numbers }.
}
cases-gone = { $n ->
    [one] { $n } z nich leží tam, kde případy nevidíte; tamní tým ho může přesunout zpět.
    [few] { $n } z nich leží tam, kde případy nevidíte; tamní tým je může přesunout zpět.
   *[other] { $n } z nich leží tam, kde případy nevidíte; tamní tým je může přesunout zpět.
}
cases-stays = zůstává: { $why }
cases-stays-missing = takový případ pro vás není
cases-stays-changed = od té doby, co jste ho viděli, se změnil; nejprve se na něj podívejte
cases-stays-unable = nepodařilo se nám to; zkuste to znovu
cases-handed-over = předáno: { $name }
cases-not-accepted = { $name }: nikdo nepřijal
