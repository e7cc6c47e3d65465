# Kdo smí co a jak se to mění.
policies-name = Pravidla
policies-heading = Kdo smí co
policies-what = Podle těchto pravidel rozhoduje brána a nic jiného nerozhoduje. Co žádné z nich nedovoluje, je odmítnuto; co jedno zakazuje, nemůže jiné dovolit. Každá změna je zapsána a každý zápis v záznamu uvádí vydání, které rozhodlo.
policies-in-force-label = Platí
policies-edition-in-force = <a href="/policies/editions/{ $number }">vydání { $number }</a> (<code>{ $digest }</code>) od <time datetime="{ $exact }">{ $at }</time>; <a href="/policies/editions">všechna vydání</a>
policies-by = Kdo
policies-by-two = { $proposer } a { $second }
policies-founding = založení
policies-newer = Tato verze Chancery přináší novější texty, než z jakých vznikly tyto:
policies-newer-until = Nic se nezmění, dokud to nechtějí dva lidé.
policies-chapters = Kapitoly
policies-fixed-core = pevné jádro
policies-fixed-what = Zabudováno a v ničí moci: tato pravidla jen zakazují a převáží nad vším, co následuje.
policies-change = Změnit
policies-allows = Dovoluje:
policies-forbids = Zakazuje:
policies-lets = Dovoluje
policies-stops = Brání
policies-speaks-of = Týká se
policies-known = Ověření
policies-level-any = kdokoli, přihlášený i nepřihlášený
policies-level-whoever = kdokoli
policies-level-staff = tým, jak to dům žádá: { $level }
policies-level-issuer = kdo token vydal: { $level }
policies-level-not = kdo není znám tak dobře: { $level }
policies-level-issuer-not = kdo token vydal, není znám tak dobře: { $level }
policies-identity-unknown = kdokoli
policies-identity-address_controlled = e-mailem ze své adresy
policies-identity-signed_in = přihlášení
policies-identity-strong = silné přihlášení, přístupovým klíčem nebo druhým faktorem
policies-identity-assured = osobní setkání
policies-needs = Vyžaduje
policies-everything = vše
policies-n-acts = { $n ->
    [one] { $n } úkon
    [few] { $n } úkony
   *[other] { $n } úkonů
}
policies-token = token: { $kind }
policies-eyes-four = dva lidi: jeden jedná, druhý schválí
policies-eyes-dual = dva lidi: jednají oba
policies-as-written = Jak je napsáno: <code>{ $id }</code>
policies-another = Další soubor
policies-file-name = Jeho název
policies-file-example = nase.cedar
policies-begin = Začít

policies-begin-file = Začít <code>{ $file }</code>
policies-change-file = Změnit <code>{ $file }</code>
policies-edit-what = Nejprve uvidíte, co by se změnilo. Pak to navrhnete a schválí to jiný, kdo smí měnit pravidla.
policies-newer-text = Tato verze Chancery přináší novější text: co by zde změnil
policies-differs = Čím se liší od toho, co přináší Chancery
policies-standing = Co přináší Chancery
policies-text = Jeho pravidla v jazyce Cedar
policies-text-hint = Každé pravidlo má @id, @clause a @sentence; @authority("consent"), kde se opírá o token, @eyes("four") nebo @eyes("dual"), kde vyžaduje dva. Prázdný text soubor odstraní.
policies-note = Proč, pro historii; nikoho nejmenujte
policies-see = Podívat se, co by se změnilo
policies-show-title = { $file }, než se navrhne
policies-show-crumb = než se navrhne
policies-not-proposed = Zatím není nic navrženo
policies-lines = Řádek po řádku
policies-propose = Navrhnout přesně toto
policies-propose-hint = Schválí to jiný, kdo smí měnit pravidla.

policies-editions = Vydání
policies-editions-title = Vydání pravidel
policies-editions-crumb = vydání
policies-edition = Vydání { $number }
policies-edition-title = Vydání { $number } pravidel
policies-in-force = platí
policies-row-by = { $who }
policies-row-back = zpět k vydání { $number }
policies-why = Proč
policies-since = Od
policies-takes-up = Přebírá
policies-texts-of = texty <a href="/policies/editions/{ $number }">vydání { $number }</a>
policies-digest = Otisk
policies-changed = Co změnilo
policies-files = Jeho soubory
policies-return = Vrátit se k němu
policies-propose-return = Navrhnout návrat k těmto textům

policies-analysis = Co by se změnilo
policies-same = Žádná z položených otázek by nedostala jinou odpověď.
policies-newly-allowed = Nově dovoleno
policies-newly-refused = Nově odmítnuto
policies-by-situation = Podle role a situace
policies-refused-lately = Odmítnuto za posledních { $days } dní
policies-done-lately = Provedeno za posledních { $days } dní
policies-th-act = Úkon
policies-th-who = Kdo
policies-th-situation = Situace
policies-th-now = Nyní
policies-th-then = Potom
policies-th-often = Jak často
policies-th-latest = Poslední zápis
policies-answer-refused = odmítnuto
policies-answer-by-two = ve dvou
policies-answer-allowed = dovoleno
policies-showing = { $who }, předkládá: { $kind }
policies-more-rows = { $n ->
    [one] { $n } další řádek není zobrazen.
    [few] { $n } další řádky nejsou zobrazeny.
   *[other] { $n } dalších řádků není zobrazeno.
}
policies-extent = Je to přehrání, ne důkaz: oběma zněním bylo položeno { $asked } otázek na role a situace, každá role zvlášť; a za posledních { $days } dní se znovu ptalo na { $scope ->
    [latest] nejnovější zápisy
   *[all] všechny zápisy
} (celkem { $entries }), z nichž { $lost } nešlo znovu sestavit, protože dnes je stav jiný.
