# Propojení, sloučení a rozdělení případů.
affairs-link-it = Propojit
affairs-merge-it = Sloučit
affairs-choose-messages = Vybrat zprávy

## Co patří k sobě
affairs-heading = Patří k sobě
affairs-parts = Součásti tohoto případu
affairs-is-part = <b class="number">{ $number }</b> je součástí tohoto případu
affairs-merged-by = sloučeno: { $who }
affairs-placeholders = zástupná označení v jeho zprávách platí jen pro něj
affairs-take-apart = Opět vyjmout
affairs-linked = Propojené
affairs-part-of-now = nyní součást <a class="number" href="/cases/{ $number }">{ $number }</a>
affairs-linked-by = propojeno: { $who }
affairs-hidden = případ, který nesmíte vidět
# Za tím, jak je propojen, místo čísla.
affairs-hidden-other = (nesmíte ho vidět)
affairs-unlink = Zrušit propojení

## Jak k sobě patří; následuje číslo druhého
affairs-related-to = souvisí s případem
affairs-duplicate-of = duplikát případu
affairs-has-duplicate = jeho duplikátem je případ
affairs-caused-by = způsobil ho případ
affairs-cause-of = příčina případu
affairs-follow-up-of = navazuje na případ
affairs-followed-by = navazuje na něj případ
affairs-split-from = oddělen z případu
affairs-split-into = oddělen z něj případ

## Formuláře
affairs-link-kind = Jak k sobě patří
affairs-link-number = Číslo druhého případu
affairs-link = Propojit
affairs-goes-into = Tento případ se sloučí do
affairs-merge = Sloučit
affairs-split = Udělat ze zpráv samostatný případ
affairs-number-such-as = číslo případu vypadá jako s20261121.17
affairs-not-sent = Neodeslalo se to: případ je nyní součástí { $number }. Přečtěte si případ celý, pak to odešlete zde.

## Právě provedeno
affairs-split-off = Odděleno z <a class="number" href="/cases/{ $number }">{ $number }</a>.
affairs-are-one = Dva případy jsou jedním. Vyjmout je lze i <a href="#affairs">později</a>.
affairs-undo = Vzít zpět

## Výběr zpráv
affairs-split-title = { $number }: samostatný případ
affairs-which = Které zprávy jsou samostatným případem?
affairs-split-means = Nový případ má téhož žadatele a má ho ten, kdo má tento. Odpovědi na vybrané zprávy od teď přijdou tam. Zpět se dostane sloučením do tohoto.
affairs-split-window = Společně lze vybrat jen zprávy, které jsou zde zobrazeny společně: výběr se nezachová, když přejdete k jiným.
affairs-stays = zůstává, říká, čeho se tento případ týká
affairs-subject = Čeho se nový případ týká
affairs-subject-empty = (prázdné: co říká jeho první zpráva)
affairs-leave = Nechat, jak je
affairs-make = Udělat z nich případ
