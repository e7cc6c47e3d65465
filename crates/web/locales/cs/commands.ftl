# Vše, co se odsud dá udělat.
commands-heading = Příkazy
commands-what = Co udělat
commands-find = Najít
commands-none = Nic, co odsud smíte udělat, se tak nejmenuje.
commands-on-case = { $number }
commands-show-case = Ukázat případ
commands-move-to = Přesunout do fronty { $queue }
commands-take = Vzít si
commands-assign = Někomu přidělit
commands-mine = Mé případy
commands-queues = Fronty
commands-queue = Fronta { $queue }
commands-n-open = { $n ->
    [one] { $n } otevřený
    [few] { $n } otevřené
   *[other] { $n } otevřených
}
commands-views = Uložené pohledy
commands-pages = Stránky
commands-hand-over = Předat případ

## Co ještě lze s případem udělat
commands-accept = Přijmout předávku
commands-accepted-outside = Říct, že předávka byla přijata
commands-decline = Odmítnout předávku
commands-withdraw = Vzít předávku zpět
commands-open-message = Otevřít poslední zprávu
commands-confirm = Podívat se na nového odesílatele a potvrdit ho
commands-undo-reply = Vzít mou odpověď zpět
commands-join = Připojit k { $number }
commands-take-apart = Opět z něj vyjmout { $number }
commands-undo-split = Vrátit do { $number }
commands-see-field = Vidět: { $field }
commands-change-field = Změnit: { $field }
commands-follow-guide = Pokračovat podle průvodce { $guide }
commands-begin-guide = Zahájit průvodce { $guide }
commands-use-template = Použít šablonu
