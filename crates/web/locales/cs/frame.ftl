# Co stojí kolem každé stránky.
frame-skip = Přejít k obsahu stránky
# Dokud dům neodpověděl.
frame-busy = Okamžik…
frame-demo = Ukázka: všichni zde jsou vymyšlení.
frame-demo-tour = Prohlídka a další role
frame-alarm = <b>Máte rozbité sklo</b> nad případem <a href="/cases/{ $number }">{ $number }</a>: zbývá { $left }, do { $until }. Každé použití se zapisuje.
frame-alarm-end = Ukončit, až budete hotovi
frame-zone = Časy: { $zone }
frame-language = Jazyk
frame-keys = Klávesy
frame-keys-choose = Zvolit jiné klávesy
frame-keys-help = Slova, značky a klávesy s vysvětlením
frame-keys-and-help = Klávesy a nápověda
frame-close = Zavřít
frame-menu = Nabídka
frame-sign-out = Odhlásit se
frame-commands = Příkazy
frame-search = Případy
frame-search-label = Filtr případů: slova, „fráze“, queue:, state:, is:late, waiting>2d
frame-search-hint = Filtrovat a hledat
frame-n-late = { $n ->
    [one] { $n } po termínu
   *[other] { $n } po termínu
}
frame-n-open = { $n ->
    [one] otevřený
    [few] otevřené
   *[other] otevřených
}
frame-n-cases = případů
frame-n-kept = { $n ->
    [one] uložený
    [few] uložené
   *[other] uložených
}

## Navigace
frame-desk = Pracovní stůl
frame-queues = Fronty
frame-queues-all = všechny vaše
frame-mine = Moje
frame-mine-assigned = přiděleno mně
frame-drafts = koncepty
frame-views = uložené pohledy
frame-authorities = oprávnění, která mám
frame-profile = profil a klíč
frame-security = přihlášení a relace
frame-tokens = tokeny pro programy
frame-own-requests = mé vlastní žádosti
frame-own-data = mé vlastní údaje
frame-house = Dům
frame-disputes = spory
frame-emergencies = rozbité sklo
frame-people = najít osobu
frame-log = záznam
frame-templates = šablony
frame-guides = průvodci
frame-approvals = čeká na druhého
frame-help = nápověda

## Navigace žadatelů
frame-portal = Vaše stránky
frame-portal-requests = Mé žádosti
frame-portal-disputes = Mé spory
frame-portal-consents = Oč mě žádají
frame-portal-fields = Mé údaje
frame-portal-authorities = Kdo je smí vidět
frame-portal-looks = Kdo se díval
frame-portal-security = Přihlášení
frame-the-house = dům

## Kolem toho, co někdo řekl
frame-quote-open = „
frame-quote-close = “
frame-handovers = předávky
