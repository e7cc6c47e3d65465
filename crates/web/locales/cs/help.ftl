# Nápověda: co slova a značky znamenají.
help-title = Nápověda
help-heading = Slova, značky a klávesy
help-gallery = <a href="/gallery">Každá stránka, v každém stavu</a>, s vymyšlenými hodnotami.
help-keys = Klávesy
help-keys-about = Jednotlivé klávesy se dají vypnout nebo přesunout na jiná písmena ve <a href="/profile#bindings">vašem profilu</a>. Co dělají, jde i bez nich, stejně jako vše z <a href="/commands">panelu příkazů</a>.

## Filtrování a hledání
help-search = Filtrování a hledání
help-search-about = Jeden řádek říká, které případy myslíte: na přehledu, v uložených pohledech i přes <a href="/api/v1/openapi.json">API</a>. Platit musí všechny podmínky; <code>,</code> znamená nebo, <code>-</code> před podmínkou znamená ne. Délky času končí na m, h, d nebo w. Uzavřené případy se vynechají, pokud se neptáte na stavy, slova nebo čísla.
help-search-words-sample = chyba certifikátu
help-search-words = obě slova, v libovolném pořadí, v jedné zprávě; na koncovkách a diakritice nezáleží
help-search-phrase-sample = nový telefon
help-search-phrase = slova pohromadě, v tomto pořadí
help-search-number = případ s tímto číslem
help-search-queue = jedna z těchto front
help-search-not = kterýkoli stav kromě tohoto
help-search-assigned = vaše, nebo ničí
help-search-kind = request je žádost, incident incident, dispute spor, problem problém, change změna
help-search-language = jazyk první zprávy
help-search-late = odpověď je po termínu, nebo má termín do hodiny
help-search-unconfirmed = čeká na vás nový odesílatel nebo pravděpodobné pokračování
help-search-waiting = někdo čeká déle: žadatel na odpověď, nebo my na žadatele
help-search-due = odpověď má termín do té doby, nebo je po termínu
help-search-opened = otevřeno během té doby; beze změny déle

## Stavy a pečeti
help-states = V jakém stavu je případ
help-state-pending = Nikdo si ho ještě nevzal.
help-state-open = Někdo na něm pracuje.
help-state-waiting = Odpověděli jsme a čekáme na někoho dalšího.
help-state-resolved = Máme za to, že je hotovo.
help-state-closed = Je konec; kdo ho měl, už ho nemá.
help-deliveries = V jakém stavu je odpověď
help-delivery-held = Napsána a dá se ještě vzít zpět.
help-delivery-undone = Autor ji vzal zpět; nikdy neodešla.
help-delivery-leaving = Právě se předává.
help-delivery-sent = Poštovní server ji přijal.
help-delivery-deferred = Zatím nepřijata; zkouší se znovu.
help-delivery-failed = Nedorazí. Kód říká proč.
help-delivery-uncertain = Předávání se uprostřed zastavilo; zkouší se znovu a může dorazit dvakrát.
help-delivery-refused = Brána ji odmítla, když měla odejít.
help-seals = Pečeti
help-seals-about = <span class="placeholder">[person 1]</span> stojí místo něčeho osobního, co bylo z textu vyňato. Stejné číslo je v rámci případu totéž. Originál se otevře jen s oprávněním a každé nahlédnutí se zaznamená a ukáže dané osobě.
