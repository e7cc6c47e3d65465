# Co bylo napsáno a neodešlo.
unsent-signed-out = Jste odhlášeni a nic se zatím neodeslalo
unsent-signed-out-text = Vaše přihlášení skončilo dřív, než k nám formulář došel. Nic se nezapsalo a nic si z něj nenecháváme.
unsent-sign-in = Přihlásit se v jiném panelu
unsent-then = Co jste napsali, je zde. Přihlaste se v jiném panelu a vraťte se sem; pak pokračujte a můžete to odeslat.
unsent-older = Zatím se nic neodeslalo
unsent-older-text = Formulář nenesl token tohoto prohlížeče, jak platí nyní: může být z doby před vaším přihlášením, nebo kopií jiné stránky. Co jste napsali, je zde, a jedním stisknutím to odešle ten, kdo je nyní přihlášen.
unsent-here = Co jste napsali:
unsent-copy = Takto se to odeslat nedá. Co jste napsali, ke zkopírování:
unsent-matter = Čeho se to týká, jak to vypadá nyní
unsent-files = Soubory vyberte prosím znovu: stránka to sama nemůže
unsent-go-on = Už jsem zase přihlášen(a): pokračovat
unsent-send = Odeslat
unsent-field = { $name ->
    [subject] Předmět
    [title] Nadpis
    [note] Poznámka
    [words] Slova
    [why] Proč
    [reason] Důvod
    [finding] Zjištění
    [complaint] Stížnost
    [relief] Co se žádá
    [respondent] Proti komu
    [facts] Skutečnosti
    [considerations] Úvahy
    [decision] Rozhodnutí
    [strikes] Co se škrtá
    [named] Kdo je jmenován
    [limits] Úkony
    [value] Hodnota
    [known] Odkud se to ví
    [key] Klíč
    [address] Adresa
   *[other] Text
}
unsent-to = Kam to jde:
unsent-chosen = { $name ->
    [visibility] Kdo to čte
    [destination] Komu to jde
    [days] Na kolik dní
    [set_to] Nastavit na
    [hours] Na kolik hodin
    [n_uses] Kolikrát
    [fields] Která pole
    [acts] Které úkony
    [queue] Fronta
    [queues] Pro které fronty
    [role] Role
    [language] Jazyk
    [is_offered] Nabízí se
    [interim] Předběžné rozhodnutí
    [sealed] Zapečetěné rozhodnutí
    [name] Název
   *[other] { $name }
}
