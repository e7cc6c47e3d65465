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
