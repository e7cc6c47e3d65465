# Cesty dovnitř a ven: co je otevřené, co čeká, co selhalo.
channels-what = Jen čísla a kódy; o nikom zde nic není. Stav k <time datetime="{ $exact }">{ $at }</time>.
channels-in = Dovnitř
channels-out = Ven
channels-look = podívejte se
channels-open = otevřeno
channels-shut = zavřeno
channels-since-start = Od spuštění: { $n }
channels-the-last = naposledy

## Dovnitř
channels-last-mail = Poslední zpracovaná pošta
channels-no-mail = zatím žádná
channels-kept = Uloženo, zatím nezpracováno
channels-stuck = Nešlo zpracovat
channels-none-stuck = nic
channels-n-stuck = { $n }, zkouší se znovu; proč, říká záznam programu
channels-certificate = Certifikát pro STARTTLS
channels-certificate-unread = nelze přečíst
channels-certificate-ended = neplatí už { $span }
channels-certificate-ended-today = platnost skončila dnes
channels-certificate-years = platí ještě roky
channels-certificate-left = platí ještě { $span }

## Ven
channels-waiting = Kopie, které čekají
channels-none = Žádné.
channels-retry = Zkusit je teď
channels-retry-what = Co čeká na další pokus, lze zkusit hned. Počítá se to jako jeden z pokusů.
channels-failed = Selhalo za posledních { $days } dní
channels-failed-what = Každá je uvedena u svého případu, kde ji její pisatel vidí a může odpovědět znovu.
channels-own-mails = Pošta domu samého
channels-due = Na řadě: { $n }; za posledních { $days } dní se od ničeho neupustilo.
channels-due-given-up = Na řadě: { $n }. Od čeho se za posledních { $days } dní upustilo:

## Kopie
channels-copy-held = pozdrženo, lze ještě vzít zpět
channels-copy-leaving = právě odchází
channels-copy-uncertain = přerušeno cestou; zkusí se znovu pod stejným Message-ID
channels-copy-deferred = zkusí se znovu
channels-copy-refused = brána odmítla, když mělo odejít
channels-copy-failed = vzdáno
channels-when-leaves = první odejde
channels-when-next = další pokus
channels-when-last = naposledy
