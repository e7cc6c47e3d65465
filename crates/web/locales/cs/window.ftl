# Výřez dlouhého případu: co leží před zobrazenými zprávami a za nimi.
window-earlier-ones = Zprávy před těmito
window-n-earlier = { $n ->
    [one] { $n } zpráva před těmito
    [few] { $n } zprávy před těmito
   *[other] { $n } zpráv před těmito
}
window-earlier = Dřívější zprávy
window-start = Od začátku
window-later-ones = Zprávy po těchto
window-n-later = { $n ->
    [one] { $n } zpráva po těchto
    [few] { $n } zprávy po těchto
   *[other] { $n } zpráv po těchto
}
window-later = Pozdější zprávy
window-newest = K nejnovějším
