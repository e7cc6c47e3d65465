# Záznam: procházený, čtený tak, jak je uložen, dokazovaný.
entries-log = Záznam
entries-act = Úkon
entries-any-act = jakýkoli
entries-case = Případ
entries-any-case = jakýkoli
entries-show = Ukázat
entries-checkpoint = <b>{ $n ->
    [one] { $n } zápis
    [few] { $n } zápisy
   *[other] { $n } zápisů
}</b> pod jedním podepsaným kontrolním bodem. <a href="/audit/checkpoint">Vezměte si ho s sebou</a>: s ním <code>chancery audit verify --against</code> pozná každou pozdější změnu.
entries-root = Kořen
entries-verify = Ověřit celý záznam
entries-no-checkpoint = Zatím nebyl podepsán žádný kontrolní bod.
entries-none = Žádný zápis nevyhovuje.
entries-entry = Zápis
entries-when = Kdy
entries-who = Kdo
entries-on = Na čem
entries-by = Podle
entries-refused = odmítnuto
entries-done = provedeno
entries-pages = Stránky
entries-older = Starší zápisy

entries-title = Zápis { $index }
entries-as-kept = Jak je uložen
entries-canonical = Kanonické bajty
entries-leaf = Otisk listu
entries-proof = Stáhnout jeho důkaz
entries-proof-hint = Komukoli i bez nás ukáže, že tento zápis je v podepsaném záznamu.
entries-via = Přišlo přes
entries-to = Na čem
entries-person = Osoba
entries-authority = Oprávnění
entries-policies = Pravidla
entries-edition = Vydání
entries-digest = Otisk
entries-via-session = relace { $id }
entries-via-token = token { $id }
entries-via-mail = e-mail
entries-via-job = úloha
entries-via-command-line = příkazový řádek
entries-via-nothing = nic
