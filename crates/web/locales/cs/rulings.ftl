# Rozhodnutí: jak se píší, podepisují a co se z nich zveřejňuje.
rulings-heading = Rozhodnutí
rulings-crumb = rozhodnutí
rulings-kind-final = Rozhodnutí
rulings-kind-interim = Mezitímní rozhodnutí
rulings-kind-sealed = Zapečetěné rozhodnutí

## Co je zveřejněno
rulings-feed = Zdroj Atom
rulings-json = JSON
rulings-intro = Co rozhodci rozhodli, anonymizovaně. O zapečetěném rozhodnutí smí každý vědět, že existuje; co se v něm píše, jen strany a rada.
rulings-none = Zatím nebylo zveřejněno žádné rozhodnutí.
rulings-in-force-since = platí od
rulings-text-sealed = text je zapečetěn
rulings-sealed-strip = Toto rozhodnutí je zapečetěno. Text je pro strany a radu; rada přezkoumala, že to tak muselo být.
rulings-signatures = Podpisy
rulings-signatures-how = Každý podepsal níže uvedené řádky; otisky je vážou k celému textu. Podle toho, <a href="/api/v1/rulings/{ $number }">co je zveřejněno</a>, to může ověřit kdokoli.
rulings-struck = Kde byla před zveřejněním vyškrtnuta slova, odstavec už porovnat nelze.
rulings-signed-at = podepsáno
rulings-key = Klíč
rulings-signature = Podpis

## Psaní rozhodnutí
rulings-new-title = Rozhodnutí v { $number }
rulings-write = Napsat rozhodnutí
rulings-of-panel = Platí, jakmile dva ze senátu podepíší stejný text.
rulings-facts = Skutečnosti
rulings-considerations = Úvahy
rulings-decision = Rozhodnutí
rulings-new-interim = Mezitímní: spor po něm pokračuje
rulings-new-sealed = Zapečetěné: jen pro strany a radu; podepíše je i někdo z rady a zveřejní se jen to, že existuje
rulings-go-on = Pokračovat k podpisu

## Pokyny
rulings-directions = Pokyny
rulings-directions-hint = Každý dává někomu něco udělat a s platností rozhodnutí se stane oprávněním přesně tohoto rozsahu.
rulings-direction-n = Pokyn { $n }
rulings-direction-who = Kdo
rulings-direction-acts = Smí
rulings-direction-field-keys = Údaje, podle klíče, oddělené mezerami; žádné, netýká-li se žádného údaje
rulings-direction-case = Případ; prázdné je ten, z něhož spor vzešel
rulings-direction-about = O kom; nic nezvoleno je ten, koho se případ týká
rulings-direction-claimant = navrhovatel
rulings-direction-respondent = odpůrce
rulings-direction-from-day = Od, podle času { $zone }; prázdné je ihned
rulings-direction-until-day = Do, včetně toho dne, podle času { $zone }
rulings-direction-n-uses = Počet použití
rulings-direction-n-uses-hint = Čtení případu se počítá jednou za každou čtvrthodinu; vše ostatní, co se v něm udělá, se počítá zvlášť.
rulings-precedent = Platí jako precedens
rulings-precedent-no = ne, jen pro tento případ
rulings-precedent-for = ano: { $every }
rulings-precedent-queue = fronty
rulings-precedent-queue-any = kterékoli
rulings-direction-drop = Zrušit tento pokyn
rulings-direction-add = Přidat pokyn
rulings-any-role = kdokoli v roli: { $role }
rulings-direction-may = <b>{ $holder }</b> smí: { $acts } { $place }
rulings-place-case = v { $number }
rulings-place-precedent = ({ $every }, jako precedens)
rulings-place-precedent-queue = ({ $every }, fronta { $queue }, jako precedens)
rulings-direction-fields = údaje { $fields }
rulings-direction-persons = { $n ->
    [one] o { $n } osobě
    [few] o { $n } osobách
   *[other] o { $n } osobách
}
rulings-direction-uses = { $n } použití
rulings-direction-since = od
rulings-direction-until = do
every-request = každá žádost
every-incident = každý incident
every-dispute = každý spor
every-problem = každý problém
every-change = každá změna

## Co je s pokynem špatně
rulings-form-direction = pokyn { $n }: { $words }
rulings-form-no-act = takový úkon není
rulings-form-lacks-who = řekněte, kdo to smí
rulings-form-lacks-until = řekněte, do kdy
rulings-form-uses = řekněte, kolikrát, číslicemi
rulings-form-no-kind = takový druh případu není
rulings-form-day = dny se píší takto: 2026-11-21

## Podpis
rulings-sign = Podepsat
rulings-leave-unsigned = Nepodepsat
rulings-sign-title = Podepsat { $number }
rulings-sign-final = Podepsat rozhodnutí { $number }?
rulings-sign-interim = Podepsat mezitímní rozhodnutí { $number }?
rulings-sign-sealed = Podepsat zapečetěné rozhodnutí { $number }?
rulings-what-you-sign = Toto podepisujete.
rulings-waits-for-more = { $n ->
    [one] Čeká na { $n } další podpis.
    [few] Čeká na { $n } další podpisy.
   *[other] Čeká na { $n } dalších podpisů.
}
rulings-at-once = Platí ihned.
rulings-your-signature = Váš podpis
rulings-no-proof = Váš klíč podepisuje, jen když jste právě ukázali, že jste to vy, přístupovým klíčem nebo ověřovací aplikací. Nemáte ani jedno. Nastavte si to v části <a href="/security">Přihlášení a relace</a>.
rulings-no-proof-keep = Váš klíč podepisuje, jen když jste právě ukázali, že jste to vy, přístupovým klíčem nebo ověřovací aplikací. Nemáte ani jedno. Nastavte si to v části <a href="/security">Přihlášení a relace</a>; text si zatím uschovejte, zde se neukládá.
rulings-sign-new = Ukažte, že jste to vy, a váš klíč podepíše přesně tento text a tyto pokyny.
rulings-sign-this = Podepisujete přesně tento text a tyto pokyny; pozdější text je jiný. Ukažte, že jste to vy, a váš klíč podepíše.
rulings-back = Zpět k úpravě

## Jedno rozhodnutí v týmu
rulings-standing-waiting = čeká na podpis
rulings-standing-withdrawn = vzato zpět
rulings-standing-published = platí, zveřejněno
rulings-standing-in-force = platí
rulings-standing-interim = mezitímní
rulings-standing-sealed = zapečetěno
rulings-published = zveřejněno
rulings-text-not-yours = Jeho text zde pro vás není.
rulings-n-signed = { $n } z { $needed }
rulings-for-board = za radu
rulings-strikes = Co ještě musí pryč, než se zveřejní; každý úsek slov na svůj řádek
rulings-strikes-hint = Text výše se zveřejní, jak je, bez těchto slov, pro každého a natrvalo.
rulings-publish = Zveřejnit
