# Co říkají pravidla, se kterými Chancery přichází; podle jejich @id.

## approval.cedar
policy-approval-list-staff = Celý tým vidí, co čeká na druhý pár očí, pokud by to sám směl udělat.
policy-approval-propose-staff = Členové týmu navrhují, co smějí udělat ve dvou.
policy-approval-propose-founder = Příkazový řádek navrhuje podle zakládajícího usnesení; schvaluje někdo z týmu.
policy-approval-decide-staff = Přihlášení členové týmu schvalují nebo odmítají, co sami smějí udělat, a berou zpět, co navrhli.

## authority.cedar
policy-consent-ask-engineer = Pracovníci podpory dané fronty žádají dotčenou osobu o souhlas.
policy-consent-answer-own = Přihlášená osoba udělí souhlas, o který byla požádána, zúží ho, nebo odmítne.
policy-consent-answer-own-staff = I členové týmu jsou osoby: udělují souhlas k tomu, co se jich týká, nebo odmítají.
policy-authority-list-own = Členové týmu vidí, jaká oprávnění mají.
policy-authority-present-holder = Držitel oprávnění, je-li přihlášen, ho předkládá systému, který se nás ptá, než jedná.
policy-authority-withdraw-issuer = Kdo oprávnění dal, bere ho kdykoli zpět.
policy-authority-withdraw-issuer-staff = Kdo oprávnění dal, bere ho kdykoli zpět.
policy-authority-withdraw-holder = Kdo oprávnění má, kdykoli se ho vzdá.
policy-authority-give-board = Rada dává oprávnění k případu nebo ke skupině případů usnesením: jeden člen navrhuje, druhý podporuje a jednají oba.
policy-authority-withdraw-board = Každý člen rady bere zpět, co rada dala usnesením, sám a hned.
policy-authority-withdraw-leader = Vedoucí týmu a členové rady ukončují nouzi.
policy-person-authorities-own = Přihlášená osoba vidí, kdo má oprávnění k jejím údajům.
policy-person-authorities-own-staff = I členové týmu jsou osoby: vidí, kdo má oprávnění k jejich údajům.
policy-emergency-declare-first-responders = Pracovníci podpory, správci systémů a bezpečnostní analytici rozbíjejí sklo: hlasitě, nejvýše na čtyři hodiny, a posuzuje se to.
policy-emergency-review-arbitrator = Rozhodce nebo vedoucí týmu nouzi dodatečně posoudí.

## case.cedar
policy-case-open-anyone = O pomoc smí požádat každý.
policy-case-add-anyone = Zprávu smí přidat každý; zpráva nového odesílatele čeká, až ho tým potvrdí.
policy-case-judge-requester = Kdo se ptal, řekne, zda odpověď pomohla.
policy-case-list-staff = Tým fronty vidí její přehled a hledá v jejích začerněných textech.
policy-case-show-staff = Tým fronty čte začerněné texty jejích případů.
policy-case-show-assigned = Komu je případ přidělen, čte jeho začerněné texty, ať byl přesunut kamkoli.
policy-case-show-ruling = Rozhodnutí dovoluje těm, které jmenuje, číst začerněné texty případu.
policy-case-show-motion = Usnesení rady dovoluje těm, které jmenuje, číst začerněné texty případu.
policy-case-show-emergency = V nouzi čtou začerněné texty případu ti, kdo ji řeší.
policy-case-sort-staff = Třídění, pracovníci podpory, správci sporů a vedoucí týmu dané fronty třídí a přidělují její případy.
policy-case-sort-specialists = Kde frontu obsluhují správci systémů nebo bezpečnostní analytici, třídí a přidělují její případy oni.
policy-case-join-staff = Třídění, pracovníci podpory, správci sporů a vedoucí týmu dané fronty její případy propojují, slučují, rozpojují a dělí.
policy-case-join-specialists = Kde frontu obsluhují správci systémů nebo bezpečnostní analytici, její případy propojují, slučují, rozpojují a dělí oni.
policy-case-note-staff = Tým fronty píše k jejím případům poznámky.
policy-case-note-assigned = Komu je případ přidělen, píše k němu poznámky, ať byl přesunut kamkoli.
policy-case-reply-assigned = Komu je případ přidělen, odpovídá v něm, dokud není uzavřen.
policy-case-end-assigned = Komu je případ přidělen, uzavírá ho; tím přestává být přidělen.
policy-case-end-sorters = Třídění a vedoucí týmu dané fronty její případy uzavírají a znovu otevírají.
policy-case-show-tribunal = Kdo sedí v tribunálu sporu, čte jeho začerněné texty i texty dotazu, o který jde.
policy-case-counsel-legal = Právní poradce čte začerněné texty právních dotazů a radí v poznámkách.
policy-case-note-counsel = Právní poradce radí k právním dotazům v poznámkách a jejich rozhodce zapisuje, co je důležité.
policy-case-reply-legal = Na právní dotaz odpovídá rozhodce sporu o něm.
policy-case-mark-legal-staff = Kdokoli z týmu, kdo případ vidí ve své frontě nebo ho má v rukou, ho označí jako právní dotaz.
policy-case-mark-legal-ruling = Rozhodnutí, které to říká, dovoluje těm, které jmenuje, označit případ jako právní dotaz.
policy-case-mark-legal-counsel = Právní poradce označuje případ jako právní dotaz.
policy-case-close-tribunal = Kdo sedí v tribunálu sporu, uzavře ho, jakmile je rozhodnut.

## dispute.cedar
policy-dispute-file-anyone = Spor smí podat každý.
policy-dispute-file-staff = Spor smí podat kdokoli z týmu, vlastní nebo z případu, na kterém pracuje.
policy-dispute-show-party = Strana vidí, co bylo řečeno jí, co řekla ona a co bylo řečeno všem.
policy-dispute-show-tribunal = Tribunál vidí vše, co bylo v jeho sporu řečeno.
policy-dispute-show-bench = Rozhodci, správci sporů a vedoucí týmu vidí, co bylo podáno, aby spor přijali nebo ukončili.
policy-dispute-show-counsel = Právní poradce vidí spory o právních dotazech.
policy-dispute-take-self = Rozhodce a správce sporu přijímají spor, každý své vlastní místo.
policy-dispute-take-other = Kdo už v tribunálu sedí nebo vede tým, jmenuje, kdo obsadí druhé místo.
policy-dispute-decline-arbitrator = Rozhodce smí čekající spor odmítnout a řekne proč.
policy-dispute-leave-tribunal = Kdo sedí v tribunálu sporu, smí místo vrátit, dokud není rozhodnuto, a řekne proč.
policy-dispute-end-leader = Vedoucí týmu ukončí spor, který nikdo nepřijímá.
policy-dispute-complete-claimant = Kdo spor podal, doplňuje, co v něm chybí, dokud nezačne jednání.
policy-dispute-complete-tribunal = Tribunál zapisuje, co navrhovatel doplnil ústně nebo poštou, dokud není spor rozhodnut.
policy-dispute-hear-tribunal = Rozhodci a správce sporu mluví s jeho stranami.
policy-dispute-confer-tribunal = Kdo sedí v tribunálu sporu, radí se s ostatními, kdo v něm sedí.
policy-dispute-confer-counsel = Právní poradce radí tribunálu sporu o právním dotazu.
policy-dispute-rule-arbitrator = Ve sporu rozhoduje jeho rozhodce.
policy-dispute-appeal-party = Strana smí jednou a ve lhůtě požádat o přezkum konečného rozhodnutí.
policy-ruling-sign-panel = Rozhodci senátu podepisují rozhodnutí, každý týž text.
policy-ruling-sign-board = Zapečetěné rozhodnutí přezkoumává rada: podepíše je i jeden z jejích členů.
policy-ruling-release-publisher = Vydavatel, který se na něm nepodílel, zveřejní anonymizované rozhodnutí.

## factor.cedar
policy-factor-own = Přihlášená osoba spravuje, čím se přihlašuje a kde je přihlášena.
policy-factor-own-staff = I členové týmu jsou osoby: spravují, čím se přihlašují a kde jsou přihlášeni.
policy-factor-reset-founder = Když někdo ztratí vše, čím se přihlašuje, odebere to příkazový řádek podle zakládajícího usnesení; dotyčný se to dozví.
policy-factor-reset-two = Když někdo ztratí vše, čím se přihlašuje, odeberou to administrátoři a rada, dva z nich společně; dotyčný se to dozví.

## field.cedar
policy-field-show-own = Přihlášená osoba vidí, co je o ní vedeno.
policy-field-show-consent = Se souhlasem osoby se pracovník podpory dané fronty dozví její údaj.
policy-field-show-ruling = Rozhodnutí dovoluje těm, které jmenuje, dozvědět se údaj: v jednom případu, nebo ve třídě případů těm z týmu dané fronty.
policy-field-show-precedent = Rozhodnutí, které platí pro případy této třídy, dovoluje pracovníkovi podpory dané fronty dozvědět se údaj.
policy-field-show-motion = Usnesení rady dovoluje těm, které jmenuje, dozvědět se údaj: v jednom případu, nebo ve třídě případů těm z týmu dané fronty.
policy-field-show-emergency = V nouzi se ti, kdo ji řeší, dozvědí údaj, nejvýše na čtyři hodiny; potom se to posuzuje.
policy-field-edit-consent = Se souhlasem osoby, o jejíž totožnosti není pochyb, změní pracovník podpory dané fronty údaj.
policy-field-edit-ruling = Rozhodnutí dovoluje těm, které jmenuje, změnit údaj: v jednom případu, nebo ve třídě případů těm z týmu dané fronty.
policy-field-edit-precedent = Rozhodnutí, které platí pro případy této třídy, dovoluje pracovníkovi podpory dané fronty změnit údaj.
policy-field-edit-motion = Usnesení rady dovoluje pracovníkům podpory a správcům systémů, které jmenuje, změnit údaj: v jednom případu, nebo ve třídě případů těm z týmu dané fronty.
policy-field-disclose-member = Člen, který se zeptá, se dozví, co se podle pravidla daného údaje smí dozvědět každý člen, například stupeň ověření.
policy-field-disclose-consent = Se souhlasem osoby, o jejíž totožnosti není pochyb, sdělí pracovník podpory dané fronty údaj.
policy-field-disclose-ruling = Rozhodnutí dovoluje těm, které jmenuje, sdělit údaj.

## house.cedar
policy-key-rotate-founder = Příkazový řádek zahajuje podle zakládajícího usnesení nové období klíče, který šifruje klíče.
policy-house-show-operators = Administrátoři a správci systémů vidí, jak dům běží: jeho nastavení, cesty dovnitř a ven, jeho stav a kolik případů je v jeho frontách.
policy-setting-change-house = Dům při spuštění zaznamená, že se změnily autority, jejichž certifikáty platí pro podepsanou poštu.
policy-setting-change-administrator = Přihlášení administrátoři mění nastavení, která si dům vede sám; každá změna zůstává zaznamenána i s tím, co platilo předtím.
policy-delivery-retry-operators = Administrátoři a správci systémů odesílají hned poštu, která čeká na další pokus.

## log.cedar
policy-log-show-staff = Auditoři, vedoucí týmu, administrátoři a členové rady procházejí záznam a vyžadují si důkazy.
policy-log-show-founder = Příkazový řádek prochází a dokazuje záznam, který nikoho nejmenuje.
policy-change-list-staff = Celý tým sleduje změny, každý ve svých frontách.

## message.cedar
policy-message-unseal-assigned = Komu je případ přidělen, otevírá jeho zapečetěné zprávy; zaznamená se to a ukáže dané osobě.
policy-message-unseal-consent = Se souhlasem osoby otevírá pracovník podpory dané fronty její zapečetěné zprávy.
policy-message-unseal-ruling = Rozhodnutí dovoluje těm, které jmenuje, otevřít zapečetěné zprávy případu.
policy-message-unseal-precedent = Rozhodnutí, které platí pro případy této třídy, dovoluje pracovníkovi podpory dané fronty otevřít jejich zapečetěné zprávy.
policy-message-unseal-motion = Usnesení rady dovoluje těm, které jmenuje, otevírat zapečetěné zprávy: v jednom případu, nebo ve třídě případů těm z týmu dané fronty.
policy-message-unseal-emergency = V nouzi otevírají zapečetěné zprávy ti, kdo ji řeší, nejvýše na čtyři hodiny; potom se to posuzuje.
policy-message-send-author = Odpověď odchází za svého autora, dokud pracuje na případu nebo v jeho frontě.
policy-message-undo-author = Autor bere odpověď zpět, dokud je ještě zadržena.
policy-message-confirm-staff = Tým fronty rozhoduje, zda nový odesílatel k případu patří.
policy-message-report-peer = Poštovní server hlásí, co se stalo se zprávou, která odešla.
policy-message-unseal-tribunal = Kdo sedí v tribunálu sporu, otevírá jeho zapečetěné zprávy i zprávy dotazu, o který jde; zaznamená se to a ukáže dané osobě.
policy-message-send-tribunal = Co říká tribunál, odchází za toho z něj, kdo to napsal, dokud v něm sedí.

## person.cedar
policy-person-find-engineer = Pracovníci podpory hledají osobu podle přesné adresy, ve svých vlastních frontách.
policy-person-own = Přihlášená osoba vidí své žádosti a kdo nahlédl do jejích údajů a vše si odnáší.
policy-person-own-staff = I členové týmu jsou osoby: vidí své žádosti a kdo nahlédl do jejich údajů a vše si odnášejí.
policy-person-destroy-founder = Příkazový řádek ničí klíče osoby podle zakládajícího usnesení.
policy-hold-end-counsel = Právní poradce ukončí zadržení, když ho právo už nevyžaduje.
policy-hold-end-ruling = Rozhodnutí dovoluje těm, které jmenuje, ukončit zadržení.
policy-person-destroy-two = Administrátoři a právní poradci ničí klíče osoby, dva z nich společně; nikdy vlastní.
policy-person-assure-two = Pracovníci podpory, správci sporů a vedoucí týmu ve frontě, kteří se s žadatelem osobně setkali, to říkají ve dvou: jeden se s ním setkal, druhý to schvaluje.
policy-assurance-end-staff = Pracovníci podpory, správci sporů a vedoucí týmu ve frontě berou zpět, že jsme se s žadatelem setkali, každý sám.
policy-assurance-end-own = Osoba, se kterou jsme se setkali, si to dá kdykoli vzít zpět.
policy-assurance-end-own-staff = I členové týmu jsou osoby: že jsme se s nimi setkali, si dají kdykoli vzít zpět.

## policy.cedar
policy-policy-show-staff = Celý tým čte pravidla, podle kterých pracuje.
policy-policy-show-founder = Příkazový řádek čte a kontroluje pravidla.
policy-policy-change-two = Administrátoři, právní poradci a rada mění pravidla, dva z nich společně.
policy-policy-change-founder = Příkazový řádek navrhuje jiná pravidla podle zakládajícího usnesení; schvaluje administrátor nebo právní poradce.

## queue.cedar
policy-queue-list-staff = Celý tým vidí, jaké fronty existují.
policy-queue-edit-administrator = Administrátoři zakládají a mění fronty.
policy-queue-edit-founder = Příkazový řádek zakládá první fronty podle zakládajícího usnesení.

## sheet.cedar
policy-sheet-show-staff = Celý tým čte šablony a průvodce.
policy-sheet-edit-queue = Vedoucí týmu a pracovníci podpory dané fronty píší její šablony a průvodce; každé vydání zůstává zaznamenáno.
policy-sheet-edit-house = Vedoucí týmu píší šablony a průvodce, které jsou pro všechny fronty, a přejímají, co přináší Chancery.
policy-guide-work-staff = Tým fronty postupuje u jejích případů podle průvodců, dokud nejsou uzavřeny; kdo co odškrtl, zůstává zaznamenáno.
policy-guide-work-assigned = Komu je případ přidělen, postupuje u něj podle průvodců, ať byl přesunut kamkoli.

## staff.cedar
policy-staff-list-staff = Celý tým vidí, kdo další v něm je.
policy-staff-place-administrator = Administrátoři ukončují místa v týmu a dávají je, dokud není založena rada domu.
policy-staff-place-board = Rada dává místa a role a ukončuje je návrhem: jeden člen navrhne, druhý se připojí a jednají oba.
policy-staff-place-own = Kdo má místo, vzdá se ho.
policy-board-found-founder = Příkazový řádek zakládá radu domu a zakládá ji znovu, když nestojí.
policy-board-join-own = Členové rady zaujímají křeslo, které jim bylo dáno.
policy-deputy-name-own = Členové týmu určují, kdo je zastupuje.
policy-notice-choose-own = Členové týmu volí, o čem se dozvědí, čím a kdy ne.
policy-agreement-own-person = Kdo má vstoupit do týmu, přečte si dohodu, přijme ji a kdykoli ji znovu vidí.
policy-agreement-own-staff = Členové týmu přijímají novou dohodu a vidí, co přijali.
policy-agreement-show-counsel = Právní poradce vidí, jaké dohody člen týmu přijal.
policy-staff-place-founder = Příkazový řádek dává a ukončuje místa v týmu podle zakládajícího usnesení.
policy-token-create-own = Přihlášení členové týmu si vytvářejí tokeny.
policy-token-create-founder = Příkazový řádek vytváří tokeny podle zakládajícího usnesení; jejich držitel se to dozví.
policy-token-revoke-own = Členové týmu ukončují své tokeny.
policy-token-revoke-administrator = Administrátoři ukončují tokeny kohokoli.
policy-token-revoke-founder = Příkazový řádek ukončuje tokeny a přihlášení podle zakládajícího usnesení.
policy-key-sign-own = Přihlášení členové týmu přinášejí nebo vytvářejí klíč, který podepisuje jejich vlastní poštu.
policy-key-sign-founder = Příkazový řádek vydává podle zakládajícího usnesení klíče od vlastní autority instalace, na vyzkoušení.

## pevné jádro
policy-core-token-scope = Token nesahá dál než k úkonům, pro které byl vytvořen.
policy-core-token-never = Token nikdy nevytváří klíče ani tokeny, nemění tým ani pravidla, neschvaluje, nerozhoduje, neukončuje zadržení a nic neničí; k tomu je třeba přihlášená osoba.
policy-core-staff-level = V tomto domě se tým prokazuje více než odkazem: do té doby spravuje jen to, čím se přihlašuje, a nepracuje.
policy-core-factor-session = Čím se kdo přihlašuje, mění on sám, přihlášen, a žádný program.
policy-core-founder-reads-nothing = Příkazový řádek nečte žádné zprávy, zapečetěné ani začerněné.
policy-core-visitor-sees-nothing = Kdo není přihlášen, nevidí nic o nikom.
policy-core-person-queue = Přehled fronty je jen pro tým.
policy-core-person-case = Každý vidí své žádosti a žádné jiné.
policy-core-join-tribunal = Co projednává tribunál a co přišlo jako právní dotaz, zůstává, jak je: propojuje se, nikdy se neslučuje, nerozpojuje ani nedělí.
policy-core-judge-requester = Zda odpověď pomohla, říká ten, kdo se ptal, přihlášen, a nikdo jiný.
policy-core-person-dispute = Osoba vidí a dělá ve sporu jen to, co patří jeho straně.
policy-core-person-message = Zpráva se neukazuje nikomu jinému než tomu, komu patří.
policy-core-person-own = Co je o osobě vedeno, ukazuje se jen jí.
policy-core-staff-own = Co je o osobě vedeno, ukazuje se jen jí.
policy-core-reading-role = Kdo zřizuje instalaci nebo kontroluje její záznam, nemá tím právo číst ničí zprávy ani na ně odpovídat.
policy-core-conflict-case = Nikdo nepracuje na vlastní žádosti; udělá to kolega.
policy-core-conflict-dispute = Nikdo z týmu nepracuje na sporu, jehož je stranou; udělá to kolega.
policy-core-conflict-respondent-case = Nikdo z týmu nepracuje na sporu, který je proti němu; udělá to kolega.
policy-core-conflict-respondent-message = Nikdo z týmu nepracuje na zprávách sporu, který je proti němu; udělá to kolega.
policy-core-seat-party = Strana sporu v jeho tribunálu nesedí.
policy-core-seat-both = Rozhodcem a správcem téhož sporu není nikdy táž osoba.
policy-core-seat-engineer = Kdo pracoval na případu, ze kterého spor pochází, v jeho tribunálu nesedí.
policy-core-seat-before = Kdo seděl v tribunálu sporu, nesedí v odvolání proti jeho rozhodnutí.
policy-core-seat-role = Místo přijímá rozhodce nebo správce sporu, každý své vlastní.
policy-core-rule-arbitrator = Ve sporu rozhoduje jeho rozhodce a nikdo jiný.
policy-core-rule-complete = Rozhodnutí vyžaduje úplný tribunál, rozhodce a správce sporu, dokud se o sporu jedná.
policy-core-sign-once = Nikdo nepodepisuje rozhodnutí dvakrát: dva podpisy jsou dva lidé.
policy-core-sign-manager = Kdo vede řízení o sporu, nepodepisuje v něm žádné rozhodnutí a žádné nepřezkoumává za radu.
policy-core-sign-before = Kdo ve sporu dříve zasedal, nebo ve sporu, který se přezkoumává, nepodepisuje v něm žádné rozhodnutí a žádné nepřezkoumává za radu.
policy-core-release-other = Rozhodnutí zveřejní někdo, kdo se na něm nepodílel.
policy-core-release-sealed = Text zapečetěného rozhodnutí je pro strany a radu; zveřejní se jen to, že existuje.
policy-core-legal-reply = Na právní dotaz odpovídá rozhodce jeho sporu a nikdo jiný.
policy-core-legal-send = Co odchází v odpovědi na právní dotaz, je od rozhodce jeho sporu a od nikoho jiného.
policy-core-legal-hear = Ve sporu o právním dotazu mluví se stranami jen rozhodce.
policy-core-dispute-hands = Spor přijímá jeho tribunál a jedná se o něm na jeho vlastní stránce; nepřiděluje se, nepřesouvá, nepíší se k němu poznámky a neodpovídá se v něm jako na žádost.
policy-core-hold = Údaje této osoby drží zadržení; ukončí ho jen právní poradce nebo rozhodnutí.
policy-core-hold-end = Zadržení ukončí právní poradce, nebo se ukončí podle rozhodnutí.
policy-core-destroy-own = Nikdo z týmu tímto neničí, co je vedeno o něm samém.
policy-core-conflict-message = Nikdo nepracuje na zprávách vlastní žádosti ani na zprávě, kterou napsal zvenčí; udělá to kolega.
policy-core-unseal-staff = Zapečetěné zprávy otevírá jen člen týmu.
policy-core-unseal-closed = Zprávy uzavřeného případu zůstávají zapečetěny.
policy-core-unseal-assigned = Zapečetěnou zprávu otevírá jen ten, komu je přidělen její případ nebo kdo sedí v tribunálu jejího sporu, nebo kdo má oprávnění pro tento případ.
policy-core-two-destroy = Klíče osoby ničí dva lidé: jeden jedná, jiný, kdo smí totéž, schválí. Nebo se to stane z příkazového řádku.
policy-core-two-reset = Čím se přihlašuje někdo jiný, odebírají dva lidé: jeden jedná, jiný, kdo smí totéž, schválí. Nebo se to stane z příkazového řádku.
policy-core-two-assure = Že jsme se s někým osobně setkali, říkají dva z týmu: jeden se s ním setkal, druhý, který smí totéž, to schvaluje.
policy-core-assure-case = Osobní setkání se zapisuje k otevřené žádosti dané osoby, ne ke sporu ani k právnímu dotazu.
policy-core-assurance-case = Že jsme se setkali s žadatelem, bere v případu zpět tým jeho fronty.
policy-core-assurance-own = Že jsme se s někým setkali, bere zpět on sám, přihlášený, nebo tým jeho případu.
policy-core-reset-own = Nikdo tímto neodebírá, čím se přihlašuje on sám; to se dělá v části „Přihlášení a relace“.
policy-core-board-command-line = Od založení rady domu příkazový řádek jen navrhuje: sám nedává ani neukončuje místa, nic nevynuluje ani nezničí a nemění fronty.
policy-core-board-impersonation = Od založení rady domu příkazový řádek nevytváří tokeny a klíče, které jednají za někoho; každý si vytváří své.
policy-core-board-places = Místa a role se dávají návrhem rady: jeden člen navrhne, druhý se připojí.
policy-core-board-authority = Oprávnění dává usnesení rady: jeden člen, který zaujal své místo, je navrhne, druhý podpoří.
policy-core-board-seats = Kdo sedí v radě, odchází sám, nebo na návrh ostatních.
policy-core-board-persons = Čím se přihlašuje člen rady, odebírají dva jiní členové rady; kdo v ní sedí, toho údaje nikdo neničí.
policy-core-board-found = Rada, která nestojí, se zakládá z příkazového řádku.
policy-core-board-join = Křeslo v radě zaujímá ten, komu bylo dáno, přihlášen.
policy-core-agreement-own = Dohodu přijímá ten, koho zavazuje, přihlášen.
policy-core-agreement-hidden = Co kdo přijal, vidí jen on sám a právní poradce.
policy-core-two-policies = Pravidla mění dva lidé: jeden jedná, jiný, kdo smí totéž, schválí.
policy-core-second-staff = Co vyžaduje dva, navrhuje jen tým a příkazový řádek.
policy-core-second-somebody = Druhý pár očí patří někomu; příkazový řádek není nikdo.
policy-core-second-other = Druhý není nikdy první: schvaluje jiný, kdo smí totéž.
policy-core-second-deputy = Druhý není zástupcem prvního: schvaluje jiný, kdo smí totéž.
policy-core-authority-withdrawn = Toto oprávnění bylo odvoláno; od té doby nic nedovoluje.
policy-core-authority-early = Toto oprávnění ještě neplatí.
policy-core-authority-expired = Toto oprávnění vypršelo.
policy-core-authority-spent = Všechna použití tohoto oprávnění jsou vyčerpána.
policy-core-authority-staff = Oprávnění používá jen člen týmu.
policy-core-authority-holder = Toto oprávnění bylo dáno někomu jinému.
policy-core-authority-role = Toto oprávnění bylo dáno držitelům jiné role.
policy-core-authority-case = Toto oprávnění je pro jiný případ.
policy-core-authority-class = Toto oprávnění je pro případy jiného druhu nebo jiné fronty.
policy-core-authority-subject-case = Toto oprávnění se týká údajů někoho jiného.
policy-core-authority-subject-message = Toto oprávnění se týká údajů někoho jiného.
policy-core-authority-subject-field = Toto oprávnění se týká údajů někoho jiného.
policy-core-authority-nobody = Oprávnění, které nikoho nejmenuje, se týká jen toho, kdo se v případu ptá.
policy-core-authority-act = Toto oprávnění je pro jiný úkon.
policy-core-authority-field = Toto oprávnění nesahá k tomuto údaji.
policy-core-authority-narrowed = Tato kopie oprávnění byla při předání zúžena a k tomuto nesahá.
policy-core-authority-consent-own = Nikdo nesouhlasí za někoho jiného.
policy-core-authority-party = Nikdo nerozhoduje o vlastních údajích.
policy-core-authority-own = Kdo toto oprávnění dal nebo podpořil, toho se tento případ sám týká; jeho vlastním slovem ho nikdo neotevře.
policy-core-authority-motion = Usnesení rady neotevírá žádný spor ani právní dotaz; ty patří svému tribunálu.
policy-core-authority-self = Kdo oprávnění dal, sám ho nepoužívá.
policy-core-field-closed = V uzavřeném případu se o nikom nic neotevírá, nemění ani nesděluje.
policy-core-field-staff = Co je o osobě známo, mění nebo sděluje jen člen týmu.
policy-core-field-own = Osoba vidí, co je vedeno o ní a o nikom jiném.
policy-core-field-conflict = Nikdo nepracuje na vlastních údajích ani na vlastní žádosti; udělá to kolega.
policy-core-field-reading-role = Kdo zřizuje instalaci nebo kontroluje její záznam, nemá tím právo se o nikom nic dozvědět.
policy-core-field-redirect = To se potvrzuje jinde, rozhraním, které je k tomu určeno, a nikdy to nedělá tým.
policy-core-field-outsider = Dodavateli, partnerovi ani úřadu se nic nesděluje, ledaže tak rozhodne rozhodce.
policy-core-field-authority = Co je o osobě známo, se otevírá nebo mění jen na základě oprávnění: jejího souhlasu, nebo rozhodnutí.
policy-core-field-tell = Co je o osobě známo, se sděluje jen tam, kde se to podle pravidla smí dozvědět každý člen, nebo na základě oprávnění.
policy-core-field-doubt = Aby se změnilo nebo sdělilo, co je o osobě známo, musí být její souhlas doložen dvěma důkazy totožnosti.
policy-core-field-emergency = Rozbité sklo otevírá; nic nemění a nic nesděluje.
policy-core-consent-own = Souhlasí nebo odmítá jen dotčená osoba.
policy-core-consent-asker = O souhlas žádá jen tým.
policy-core-person-authorities-own = Kdo má oprávnění k údajům osoby, se ukazuje jen jí.
policy-core-authority-list-own = Jaká oprávnění kdo má, se ukazuje jen jemu.
policy-core-authority-present = Jinému systému předkládá oprávnění jen jeho držitel, přihlášen.
policy-core-emergency-review-debt = Vaše dřívější nouze ještě nebyla posouzena; do té doby žádná další není.
policy-core-emergency-conflict = Nikdo nerozbíjí sklo nad vlastní žádostí a nikdo nad uzavřeným případem.
policy-core-emergency-review-own = Nikdo neposuzuje vlastní nouzi, ani takovou, v jejímž přezkumu je stranou.

## handover.cedar
policy-destination-list-staff = Celý tým vidí, kam lze případy předat.
policy-handover-list-staff = Celý tým vypisuje, co je na cestě, každý jen to, co smí vidět.
policy-destination-edit-administrator = Administrátoři cíle předání zakládají, mění a vyřazují.
policy-case-hand-over-staff = Případy fronty předává, kdo je třídí a přiděluje: třídění, pracovníci podpory, vedoucí případů a vedoucí týmu.
policy-case-hand-over-specialists = Kde frontu obsluhují systémoví administrátoři nebo bezpečnostní analytici, předávají její případy oni.
policy-handover-show-giver = Kdo obsluhuje frontu, tedy i kdo z ní případ předal, vidí, co se s ním stalo.
policy-handover-receive-queue = Co bylo předáno frontě, vidí, přijímá nebo odmítá, kdo ji obsluhuje, smějí-li tam případy té třídy.
policy-handover-receive-member = Co bylo předáno členu týmu, vidí, přijímá nebo odmítá on, pokud obsluhuje frontu, která případ má, a případy té třídy k němu smějí.
policy-handover-receive-role = Co bylo předáno roli, vidí, přijímá nebo odmítá, kdo ji má a obsluhuje frontu, která případ má, smějí-li tam případy té třídy.
policy-handover-receive-outside = Že někdo venku přijal nebo odmítl, zaznamená předávající nebo kdo frontu třídí, s tím, odkud to ví.
policy-handover-withdraw-giver = Předávku bere zpět, kdo ji z fronty, která případ má, dal, nebo její třídění a vedoucí týmu.
policy-handover-lapse-house = Dům nechá propadnout předávku, kterou nikdo včas nepřijal: případ je splatný ihned a předávající a vedoucí týmu se to dozvědí.
policy-core-handover-staff = Případy se předávají v týmu; nikdo jiný předávku nevidí, nepřijímá ani nebere zpět.
policy-core-handover-house = Předávka propadá sama, a nikoho rukou.
policy-core-handover-conflict = Nikomu se nepředává jeho vlastní žádost ani spor proti němu.
policy-core-handover-tribunal = Spor ani právní dotaz se nepředává nikomu: má ho jeho tribunál nebo rozhodce.
policy-core-handover-audience = Případ této třídy do toho cíle nejde; rozhoduje, čím se od předání stal.
policy-core-handover-offered = Z čeho se stal případ, který tam nesmí, to už jim není ukázáno a nikdo z nich to neodmítá.
policy-core-handover-receiver = Co bylo předáno, přijímá ten, komu to bylo předáno a kdo obsluhuje frontu, do které to jde.
