# Lidé, nalezení jen podle přesné adresy.
people-heading = Najít osobu
people-what = Podle přesné adresy, ve vašich frontách. Hledání se zapisuje.
people-address = E-mailová adresa osoby
people-no-address = Toto není e-mailová adresa; vypadá jako name@example.org.
people-find = Najít, se zápisem
people-cases = Případy této adresy
people-within = Ve vašich frontách. Toto hledání je zapsáno.
people-another = Jiná adresa
people-none = Ve vašich frontách žádné.
