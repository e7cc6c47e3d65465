# Žádosti o souhlas: jak se žádá a odpovídá.
consent-asked = vyžádán
consent-given = udělen
consent-declined = odmítnut
consent-lapsed = propadl

## Oč jsem byl žádán
consents-heading = Oč mě žádají
consents-intro = Co je o vás zapečetěno, se otevře, jen když souhlasíte. Můžete souhlasit s méně, než oč vás žádají, nebo odmítnout; ne vás nic nestojí a ano můžete kdykoli vzít zpět.
consents-none-wait = Na vaši odpověď nic nečeká.
consents-waiting = Čeká na vaši odpověď
consents-may = Smí { $holder } toto: { $doings }?
consents-about-request = k vaší žádosti
consents-about = k žádosti
consents-asked-at = vyžádáno
consents-left = na odpověď zbývá { $left }
consents-before = Dříve
consents-who-may-see = Kdo teď smí vidět mé údaje

## Jedna žádost
consents-show-title = Žádáme o váš souhlas
consents-show-asked = Oč vás žádali
consents-show-may-we = Smíme to udělat?
consents-show-holder = Žádá { $holder }, a to o toto:
consents-show-why = Proč
consents-show-asker = Žádá
consents-show-about = K čemu
consents-show-request = k vaší žádosti <a class="number" href="/me/requests/{ $number }">{ $number }</a> a k ničemu jinému
consents-show-how-long = Jak dlouho
consents-show-hours = { $n ->
    [one] { $n } hodinu od vašeho souhlasu
    [few] { $n } hodiny od vašeho souhlasu
   *[other] { $n } hodin od vašeho souhlasu
}
consents-show-how-often = Jak často
consents-show-uses = nejvýše { $n }×; každé použití uvidíte
consents-show-answer = Odpověď
consents-answer-asked = do { $at }; bez ní se nic nestane
consents-answer-given = souhlasili jste; podívejte se, <a href="/me/authorities">jak se souhlas používá</a>
consents-answer-declined = odmítli jste; nic nebylo otevřeno
consents-answer-lapsed = včas žádná nepřišla; nic nebylo otevřeno
consents-signed-smime = e-mailem, který jste podepsali (S/MIME)
consents-signed-openpgp = e-mailem, který jste podepsali (OpenPGP)
consents-show-choose = S čím souhlasíte
consents-show-untick = Zrušte zaškrtnutí toho, co nechcete. Než to začne platit, uvidíte to ještě jednou.
consents-show-acts = Smějí
consents-show-fields = Z toho
consents-show-field = váš údaj: { $label }
consents-show-once-more = Podívat se ještě jednou
consents-show-or-no = Nebo řekněte ne. Vaše žádost pokračuje i bez toho, jak nejlépe to půjde.
consents-show-decline = Odmítnout

## Jak se žádá
consents-new-title = Požádat o souhlas v { $number }
consents-new-heading = Požádat člena o souhlas
consents-new-intro = Pro <a class="number" href="/cases/{ $number }">{ $number }</a>. Člen se to dozví poštou, uvidí přesně toto a bude souhlasit se vším, s částí, nebo odmítne. Do té doby se nic nezmění. Oprávnění by měli pracovníci podpory této fronty.
consents-new-acts = Co bychom udělali
consents-new-fields = Z čeho
consents-new-words = Proč, slovy pro člena
consents-hours = Na kolik hodin
consents-uses = Kolikrát nejvýše
consents-new-ask = Požádat člena
consents-new-leave = Nechat být

## Co by se stalo
consents-act-unseal-case = otevřít zapečetěné zprávy tohoto případu
consents-act-unseal-request = otevřít zapečetěné zprávy této žádosti
consents-act-show = vidět, co je zaškrtnuto níže
consents-act-edit = změnit, co je zaškrtnuto níže
consents-act-disclose-case = sdělit, co je zaškrtnuto níže, tomu, kdo se v tomto případu ptá
consents-act-disclose-request = sdělit, co je zaškrtnuto níže, tomu, kdo se v této žádosti ptá
