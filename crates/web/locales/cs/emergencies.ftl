# Rozbité sklo: s důvodem, hlasitě, dokud trvá, a potom s posouzením.
emergencies-title = Nouzové případy
emergencies-heading = Rozbité sklo
emergencies-what = Zapečetěné věci otevřené bez souhlasu kohokoli, protože to nemohlo počkat. Každé je od začátku sporem a posoudí je někdo jiný; do té doby ten, kdo je rozbil, nerozbije další.
emergencies-none = Žádné sklo nebylo rozbito.
emergencies-waiting = Čeká na posouzení
emergencies-broken = <b>{ $who }</b>, nad případem <a class="number" href="/cases/{ $number }">{ $number }</a>, <time datetime="{ $exact }">{ $at }</time>
emergencies-reviewed-as = posuzuje se jako
emergencies-destroyed = zničeno s případem
emergencies-end = Ukončit nyní
emergencies-finding = Co shledáváte
emergencies-judge-justified = Bylo to oprávněné
emergencies-judge-not = Nebylo to oprávněné
emergencies-judging-ends = Posouzením skončí.
emergencies-heard = Jedná se o tom; posouzení ukončí rozhodnutí ve sporu.
emergencies-who-judges = Posoudí to rozhodce nebo vedoucí týmu, ne však ten, kdo sklo rozbil.
emergencies-judged = Posouzeno
emergencies-justified = Oprávněné
emergencies-not-justified = Neoprávněné
emergencies-judged-by = Posouzeno rozhodnutím { $number }
emergencies-judged-by-link = Posouzeno <a href="{ $href }">rozhodnutím { $number }</a>
emergencies-judged-by-a-ruling = Posouzeno rozhodnutím

emergencies-open-for = otevřeno ještě { $left }
emergencies-ended = ukončeno { $at }
emergencies-over-since = skončilo { $at }
emergencies-uses = Použití
emergencies-opened = otevřena zpráva { $index } z { $number }
emergencies-read = čten případ { $number }, začerněný
emergencies-unnamed = { $n ->
    [one] ještě jedno použití, které uvádí záznam
    [few] ještě { $n } použití, která uvádí záznam
   *[other] ještě { $n } použití, která uvádí záznam
}

emergencies-break-ask = Rozbít sklo nad { $number }?
emergencies-break-over = Rozbít sklo nad { $number }
emergencies-break-what = Pro chvíle, kdy se děje škoda a nikoho se nelze včas zeptat. Dovolí vám číst tento případ, otevřít jeho zapečetěné zprávy a vidět, co je známo o žadateli. Nic nemění a nic nesděluje.
emergencies-told = Všichni vedoucí týmu a kanál týmu se to hned dozvědí, s vaším jménem.
emergencies-listed = Každé použití se uvede, zapíše a uvidí ho osoba, o jejíž údaje jde.
emergencies-short = Skončí nejpozději po { $hours } h. Dříve je můžete ukončit vy, vedoucí týmu nebo rada.
emergencies-dispute = Hned se z toho stane spor, ve kterém to posoudí někdo jiný. Do té doby nemůžete sklo rozbít znovu.
emergencies-why = Proč to nemůže počkat
emergencies-hours = Na kolik hodin, nejvýše { $hours }
emergencies-go-on = Pokračovat
emergencies-leave = Nechat zavřené
emergencies-lets = Nejpozději do <b>{ $until }</b> smíte v tomto případu vy, a nikdo jiný
emergencies-because = Na <b>{ $hours ->
    [one] jednu hodinu
    [few] { $hours } hodiny
   *[other] { $hours } hodin
}</b> od této chvíle, protože:
emergencies-needs-more = K tomu je třeba přístupový klíč nebo ověřovací aplikace a vy nemáte ani jedno. Nastavte si je na stránce <a href="/security">Přihlášení a relace</a>, nebo požádejte kolegu, který je má.
emergencies-show = Ukažte, že jste to vy, a poplach se rozešle.
emergencies-break = Rozbít sklo
emergencies-do-not = Nerozbíjet
emergencies-why-length = řekněte to nejvýše { $n } znaky
emergencies-hours-bounds = mezi 1 a { $hours }
