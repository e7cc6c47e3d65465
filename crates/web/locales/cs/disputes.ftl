# Spory: pracovní stůl, podání, jeden spor a co z něj vidí strana.
disputes-heading = Spory
disputes-published-rulings = Zveřejněná rozhodnutí
disputes-none = Nečeká zde žádný spor.
disputes-waiting = Čeká na vás
disputes-mine = V těchto zasedáte
disputes-others = V jiných rukou
disputes-ended = Skončené
disputes-to-sign = Čeká na váš podpis
disputes-to-release = Čeká na zveřejnění
disputes-sealed = zapečetěno
disputes-written = napsáno
disputes-appeal = odvolání
disputes-legal = právní dotaz
disputes-filed = podáno
disputes-changed = změněno
disputes-your-seat = vaše místo: { $seat }
disputes-open-for-you = můžete usednout jako: { $seats }

## Stav sporu
stage-filed = podán
stage-hearing = v jednání
stage-decided = rozhodnut
stage-declined = odmítnut

## Kdo čte, co bylo řečeno
visibility-all_parties = všechny strany
visibility-claimant = jen navrhovatel
visibility-respondent = jen odpůrce
visibility-tribunal = jen tribunál

## Podání
disputes-new-title = Spor z { $number }
disputes-crumb = spor
disputes-file = Zahájit spor
disputes-file-it = Podat
disputes-new-intro = Vznikne samostatný případ, propojený s tímto. Vezmou si jej rozhodce a správce sporu, kteří na { $number } nikdy nepracovali.
disputes-who-files = Kdo jej podává?
disputes-i-file = já
disputes-requester-files = žadatel, který o to požádal
disputes-new-complaint = V { $number } je potřeba něco, co žádné platné pravidlo nedovoluje:
disputes-new-relief = Rozhodnutí, které to dovolí, nebo řekne, proč ne.
disputes-complaint = Co se stalo?
disputes-respondent = Proti komu to je?
disputes-respondent-hint = Slovy, adresou, jde-li o osobu, nebo rolí. Stačí jedno z toho.
disputes-address = Adresa odpůrce, jde-li o osobu
disputes-role = Role odpůrce zde, nejde-li o jednu osobu
disputes-role-none = žádná
disputes-relief = Co se s tím má stát?

## Jeden spor
disputes-from = pochází z
disputes-reviews = přezkoumává
disputes-against = proti: { $respondent }
disputes-respondent-known = osoba, kterou známe
disputes-respondent-in-words = podle podání
disputes-as-case = jako případ
disputes-rulings = Vydaná rozhodnutí
disputes-filing-and-hearing = Podání a jednání
disputes-heard-by = komu: { $to }
disputes-share-hint = Zatím to čte jen tribunál. Druhá strana by to četla začerněné.
disputes-share = Sdílet s oběma stranami
disputes-lacks-relief = Chybí, co se žádá
disputes-lacks-respondent = Chybí, proti komu to je
disputes-write-down = Zapište, co navrhovatel řekl.
disputes-add = Doplnit
disputes-no-part = taková část není
disputes-heading-complaint = Stížnost
disputes-heading-respondent = Odpůrce
disputes-heading-relief = Požadavek
disputes-heading-reason = Důvod
disputes-heading-claimant = Navrhovatel
disputes-heading-respondent-says = Odpůrce říká
disputes-heading-other = Někdo jiný
disputes-tribunal = Tribunál
disputes-ruling = Rozhodnutí

## Promluvit
disputes-speak = Promluvit
disputes-speak-how = Stranám to jde poštou, podepsané vaším vlastním klíčem; v tribunálu to zůstává zde.
disputes-speak-text = Co říkáte
disputes-speak-to = Komu
disputes-speak-to-whom = vyberte…
disputes-speak-now = Říci
disputes-speak-lacks-whom = řekněte komu

## Místa
disputes-seats = Místa
disputes-presiding = předsedající rozhodce
disputes-seat-free = volné
disputes-seat-refused = ne pro vás: { $why }
disputes-take = Přijmout
disputes-name-whom = Koho jmenovat
disputes-name-choose = jmenovat…
disputes-name = Jmenovat
disputes-no-seat = takové místo není
disputes-lacks-whom = řekněte, kdo místo přijímá
disputes-turn-declined = { $who }: místo odmítnuto ({ $seat })
disputes-turn-became = { $who }: místo přijato ({ $seat })
disputes-turn-left = { $who }: místo vráceno
disputes-somebody = Někdo
disputes-not-for-me = Ne pro mne
disputes-decline = Odmítnout
disputes-decline-why = Proč odmítáte; čtou to kolegové, strany ne
disputes-leave = Vrátit své místo
disputes-leave-why = Proč je vracíte; čte to tribunál a kolegové
disputes-end = Ukončit jako odmítnutý
disputes-end-why = Proč končí; čtou to strany

## Vlastní spory strany
disputes-own-heading = Mé spory
disputes-own-none = Nejste stranou žádného sporu.
disputes-own-new-title = Nový spor
disputes-own-new-crumb = nový
disputes-own-new-intro = Smí to každý. Rozhoduje v něm rozhodce, kterému nikdo z týmu neříká, co má dělat. Druhá strana čte, co zde napíšete, bez jmen a adres.
disputes-own-new-origin = Pochází z vaší žádosti <span class="number">{ $number }</span>.
disputes-own-title = Spor { $number }
disputes-own-filed = Čeká na rozhodce a správce sporu.
disputes-own-hearing = Probíhá jednání. Tribunál píše vám a vy jemu.
disputes-own-decided = Je rozhodnut.
disputes-own-declined = Byl odmítnut; nikdo v něm nerozhoduje.
disputes-own-claimant = Podali jste jej vy.
disputes-own-respondent = Je proti vám.
disputes-own-heading-respondent = Proti komu
disputes-own-heading-relief = Co se žádá
disputes-own-heading-reason = Proč končí
disputes-redacted = začerněno
disputes-ask-review = Požádat tříčlenný senát o přezkum
disputes-appeal-complaint = Co je na něm špatně?
disputes-appeal-relief = Co má senát udělat?
disputes-ask-review-now = Požádat o přezkum
disputes-say-relief = Řekněte prosím, co žádáte
disputes-say-respondent = Řekněte prosím, proti komu to je
disputes-write = Napsat tribunálu
disputes-write-who-reads = Druhá strana to čte, jen když to tribunál sdílí, a to začerněné.
disputes-send = Odeslat
disputes-who-looked = Kdo nahlédl do mých údajů
