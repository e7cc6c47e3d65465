# Stránka jednoho případu.
case-you = Vy
case-no-subject = Bez předmětu
case-subject-rest = Zbytek dlouhého předmětu
case-side = Oprávnění a osoby
case-timeline = Co bylo řečeno a uděláno

## Co je to
case-kind-request = žádost
case-kind-incident = incident
case-kind-dispute = spor
case-kind-problem = problém
case-kind-change = změna
case-in-queue = ve frontě <a href="/cases?q=queue:{ $queue }">{ $queue }</a>
case-assigned-nobody = nikomu nepřiděleno
case-assigned-you = přiděleno vám
case-assigned-other = přiděleno: { $name }
case-taken-by-you = vzali jste si ho
case-hearing = jednání a rozhodnutí
case-opened = otevřeno
case-answer-due = odpověď

## Kdo je zde
case-present-reply = { $who } píše odpověď
case-present-note = { $who } píše poznámku
case-present-open = { $who } má tento případ otevřený
case-people = Osoby
case-part-requester = Žadatel
case-part-participant = Účastník
case-part-stranger = Nový odesílatel
case-identity-unknown = neprokázaná adresa
case-identity-address_controlled = prokázaná adresa
case-identity-signed_in = přihlášení
case-identity-strong = silné přihlášení
case-identity-assured = osobní setkání
case-requester-identity = žadatel, { $identity }
case-suggestion = Možná navazuje na <a class="number" href="/cases/{ $number }">{ $number }</a>: předmět tento případ uvádí, ale nic nedokazuje, že tam patří.
case-suggestion-confirm = Patří tam

## Co bylo uděláno
case-event = <b>{ $who }</b>: { $what }
case-did-moved = případ přesunut
case-did-assigned = určeno, kdo na něm pracuje
case-did-closed = případ uzavřen
case-did-reopened = případ znovu otevřen
case-did-opened = originál odpečetěn
case-did-read = texty čteny na základě oprávnění
case-did-confirmed = odesílatel potvrzen
case-did-undone = odpověď vzata zpět
case-did-helped = pomohlo to
case-did-not-helped = nepomohlo to
case-did-legal = případ označen jako právní dotaz
case-did-guide-begun = průvodce zahájen
case-did-ticked = krok průvodce odškrtnut
case-did-unticked = odškrtnutí v průvodci vzato zpět
case-did-guide-stopped = průvodce odložen
case-did-else = { $act }

## Zprávy
case-note = Poznámka
case-reply = Odpověď
case-n-attached = { $n ->
    [one] { $n } příloha
    [few] { $n } přílohy
   *[other] { $n } příloh
}
case-n-quoted = { $n ->
    [one] { $n } citovaný řádek
    [few] { $n } citované řádky
   *[other] { $n } citovaných řádků
}
case-machine = Odeslal ji stroj ({ $why }); nikdy se na ni neodpovídá automaticky.
case-destroyed = Zničeno; nikdo to už neotevře.
case-to-mail = K e-mailu tak, jak přišel
case-stranger = Nový odesílatel. Z případu nic nevidí a nedostává odpovědi, dokud neřeknete, že k němu patří.
case-stranger-confirm = Patří sem
case-copies = Kopie
case-copy-to = komu: { $target }
case-copy-requester = žadatel
case-copy-participant = účastník
case-copy-channel = kanál týmu
case-copy-leaves = odejde v { $at }
case-copy-deferred = { $status }, další pokus { $at }
case-copy-uncertain = další pokus { $at }, pod stejným Message-ID
case-copy-sent = předávací server ji přijal
case-undo = Vzít zpět

## Pečeť
case-sealed = Originál zapečetěn. Otevření se zaznamená a ukáže se dané osobě.
case-sealed-why = Originál zapečetěn. { $why }
case-seal-more = Více z tohoto originálu. Otevření se zaznamená a ukáže se dané osobě.
case-reason = Důvod
case-seal-lift = Odpečetit
case-seal-text = Jako text
case-seal-html = S úpravou
case-seal-mail = Stáhnout e-mail
case-lifted = Odpečetěno
case-lifted-by = jen pro tuto stránku, podle { $clause }. Toto nahlédnutí je zaznamenáno a ukáže se dané osobě.
case-from = Od
case-subject = Předmět
case-framed = Zpráva tak, jak ji pisatel upravil
case-framed-safe = V tomto rámci se nic nespouští, obrázky odjinud se nenačítají a odkazy nikam nevedou; když některý potřebujete, zkopírujte ho.

## Soubory
case-files = Přílohy zprávy { $n }
case-files-warning = Každé nahlédnutí a každé stažení se zaznamená a ukáže se dané osobě. Co posílají cizí lidé, může být škodlivé.
case-file-no-name = bez názvu
case-file-download = Stáhnout
case-file-size = { $whole },{ $tenth } { $unit }
case-file-very-large = velmi velký

## Psaní
case-reply-label = Vaše odpověď žadateli
case-manner = Z vaší vlastní adresy, podepsáno.
case-manner-copied = Z vaší vlastní adresy, podepsáno, kopie do kanálu týmu.
case-no-key = Nemáte platný podpisový klíč; bez něj odpověď nemůže odejít.
case-profile = Váš profil
case-draft = Váš koncept
case-draft-waits = Čeká, až budete smět odpovědět, nebo až ho <a href="/drafts">zahodíte</a>.
case-kept = uloženo
case-keep-draft = Uložit jako koncept
case-preview = Náhled
case-send = Odeslat
case-send-undo = { $n } s na vzetí zpět
case-came-since = { $n ->
    [one] Od té doby, co jste začali, přišla { $n } zpráva
    [few] Od té doby, co jste začali, přišly { $n } zprávy
   *[other] Od té doby, co jste začali, přišlo { $n } zpráv
}
case-note-write = Napsat poznámku pro tým
case-note-label = Vaše poznámka; žadatel ji nikdy neuvidí
case-note-manner = Žadatel ji nikdy neuvidí.
case-note-keep = Uložit poznámku
case-template-use = Použít šablonu
case-template-which = Kterou
case-template-choose = vyberte…
case-template-put = Vložit
case-template-hint = Co jste napsali, zůstane; bude pod ní.
case-template-all = Všechny šablony
case-template-lacks = { $title } (role: { $role })

## Průvodci
case-guides = Průvodci
case-guide-progress = { $done } z { $all }
case-guide-done = hotovo
case-guide-set-aside = odloženo
case-guide-when = Kdy ho použít
case-guide-begun = Zahájeno: { $who }
case-guide-text = jeho text
case-guide-stop = Odložit
case-guide-label = Průvodce k zahájení
case-guide-choose = zahájit průvodce…
case-guide-suggested = Pro tuto frontu
case-guide-begin = Zahájit
case-step-ticked = Odškrtnuto:
case-step-next = Další:
case-step-open = Otevřeno:
case-step-by = role: { $role }
case-step-not-who = jiná osoba než ta, která odškrtla { $steps }
case-step-or = { $first } nebo { $second }
case-step-template = Vložit „{ $title }“ do odpovědi
case-step-legal = Označit jako právní dotaz
case-step-not-kept = Vaše poznámka se neuložila:
case-step-taken-back = vzato zpět: { $who }
case-tick = Odškrtnout
case-tick-which = krok { $number }: { $heading }
case-untick = Vzít zpět
case-untick-which = krok { $number }

## Práva
case-rights = Oprávnění
case-rights-may = Smíte:
case-rights-may-not = Nesmíte:
case-rights-by = Jakým právem:
case-rights-rule = Pravidlo
case-rights-else = Další způsoby: { $n }
case-to-which-queue = Do které fronty
case-to-whom = Komu
case-to-whom-choose = komu…
case-take = Vzít si ho
case-assign = Přidělit
case-write-note = Napsat poznámku
case-file-dispute = Podat spor
case-file-dispute-from = Podat z něj spor
case-mark-legal = Označit
case-close = Uzavřít případ
case-reopen = Znovu otevřít
case-ask = Požádat člena
case-ask-about = o { $field }
case-break-glass = Rozbít sklo

## Co se ví o žadateli
case-known = O žadateli
case-known-elsewhere = vedeno v jiném systému
case-known-nothing = Nic se nevede.
case-known-told = Smí se sdělit { $whom }. Je to zaznamenáno a ukáže se dané osobě.
case-known-opened = Otevřeno jen pro tuto stránku. Je to zaznamenáno a ukáže se dané osobě.
case-known-may = Smíte
case-known-may-not = Nesmíte
case-known-see = vidět
case-known-change = změnit
case-known-change-by-two = změnit, schválí-li to jiný
case-known-open-button = Otevřít
case-known-change-button = Změnit
case-known-tell = Sdělit někomu
case-known-system = Kterému systému
case-take-there = Předložit tam
case-uses-left = zbývá { $n } z { $max } použití, { $left }
case-left = zbývá { $left }
case-given = Uděleno pro tento případ
case-given-all = Všechno, co máte
case-consents = Oč byl člen požádán
case-consents-signed-smime = podepsaným e-mailem (S/MIME)
case-consents-signed-openpgp = podepsaným e-mailem (OpenPGP)
case-consents-left = na odpověď zbývá { $left }

## Jedno oprávnění
case-authority-withdrawn = odvoláno
case-authority-expired = jeho čas uplynul
case-authority-spent = všechna použití vyčerpána
case-authority-holder = držitel: { $holder }
case-authority-for-own = pro vaši žádost <a class="number" href="/me/requests/{ $number }">{ $number }</a>
case-authority-for-case = pro <a class="number" href="/cases/{ $number }">{ $number }</a>
case-authority-for-class = pro každý případ své třídy
case-authority-since = od
case-authority-until = do
case-authority-uses = Použití
case-authority-used-in = v systému { $audience }
case-authority-opened = otevřena zpráva { $position } z { $number }
case-authority-read = čten případ { $number }, začerněný
case-authority-unnamed = { $n ->
    [one] ještě jedno použití, které uvádí záznam
    [few] ještě { $n } použití, která uvádí záznam
   *[other] ještě { $n } použití, která uvádí záznam
}
case-authority-looks = kdo se díval a proč
case-authority-withdraw = Odvolat
case-authority-not-yours = Toto jste neudělili vy, a proto to zde nemůžete vzít zpět; můžete proti tomu něco namítnout ve své žádosti.
case-authority-take-to = Předložit systému
case-authority-give-up = Vzdát se ho

## Právní dotazy
case-legal = Právní dotaz.
case-legal-nobody = Nikdo na něj neodpovídá, dokud si rozhodce nevezme jeho spor.
case-legal-only = Odpovídá na něj jen { $who }.
case-legal-sign = Může jít o právní dotaz: { $sign }.
case-legal-mark-it = Pokud ano, <a href="#legal">označte ho</a>; pak odpovídá jen rozhodce.
case-disputes = Z tohoto případu vzešel spor:
case-holds = { $n ->
    [one] { $n } zadržení toho, co se uchovává o těch, které uvádí
    [few] { $n } zadržení toho, co se uchovává o těch, které uvádí
   *[other] { $n } zadržení toho, co se uchovává o těch, které uvádí
}
case-hold-set = nastaveno
case-hold-ended = ukončeno
case-hold-stands = trvá
case-hold-end = Ukončit toto zadržení
case-legal-mark = Označit jako právní dotaz
case-legal-named = Adresy těch, kterých se týká, jedna na řádek; všichni v případu jsou zadrženi tak jako tak
case-legal-no-address = jeden z těchto řádků není adresa; pište jednu adresu na řádek
case-legal-manner = Od té chvíle odpovídá jen rozhodce jeho sporu, nic od těchto osob se nezničí a dozví se to vedoucí týmů a rada.
case-legal-confirm = Je to právní dotaz

## Uzavření, když průvodce není u konce
case-closing-title = { $number }: průvodce není u konce
case-closing-heading = { $n ->
    [one] Průvodce není u konce. Případ nebyl uzavřen.
    [few] { $n } průvodci nejsou u konce. Případ nebyl uzavřen.
   *[other] { $n } průvodců není u konce. Případ nebyl uzavřen.
}
case-closing-go-on = Pokračovat v něm
case-closing-anyway = Přesto uzavřít

## Případy, které patří k sobě
case-did-linked = případ propojen s jiným
case-did-unlinked = propojení zrušeno
case-did-merged = jiný případ sloučen do tohoto
case-did-separated = sloučený případ opět vyňat
case-did-split = ze zpráv vytvořen samostatný případ
case-came-with = přišla s číslem
case-did-handed-over = případ předal(a)
case-did-accepted = případ přijal(a)
case-did-declined = předání odmítl(a)
case-did-withdrawn = předání vzal(a) zpět
case-did-lapsed = předání propadlo: nikdo včas nepřijal
