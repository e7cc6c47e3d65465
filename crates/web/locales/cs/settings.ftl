# Co platí a odkud to je.
settings-what = Co platí a odkud to je. Proměnná prostředí má přednost před souborem <code>{ $file }</code>, soubor před tím, co se změní zde, a to před tím, s čím Chancery přichází. Co je v souboru nebo v proměnné, je dané: mění se tam a začne platit po restartu. Proměnná pro <code>web.listen</code> je <code>CHANCERY_WEB_LISTEN</code> a tak dále.
settings-file-changed = Soubor se od spuštění domu změnil. Co v něm stojí teď, začne platit po restartu.
settings-sections = Skupiny
settings-changes = Změny provedené zde

## Oddíly souboru chancery.toml
settings-group-web = Stránky
settings-group-mail = Pošta
settings-group-desk = Pracovní stůl
settings-group-sign_in = Přihlášení
settings-group-staff = Tým
settings-group-fields = Údaje o osobě
settings-group-consoles = Konzole
settings-group-database = Databáze
settings-group-vault = Klíče a bloby
settings-group-audit = Záznam

## Jedno nastavení
settings-secret = nastaveno a neukazuje se
settings-not-set = nenastaveno
settings-source-here = Změněno zde
settings-source-standing = Výchozí
settings-source-variable = Prostředí, { $name }
settings-comes-as = výchozí <code>{ $value }</code>
settings-outranks = má přednost před <code>{ $value }</code>, jak se určilo zde
settings-after-restart = platí po restartu
settings-why-file-desk-profile = Je v souboru nebo v prostředí: podle něj se lidem zvenčí říkají jména členů týmu, nebo jen jejich tituly, a nikdo z domu to nemá moci kliknutím otevřít za všechny ostatní.
settings-why-file-mail-channel = Je v souboru nebo v prostředí: kdo by jej mohl změnit zde, nechal by si posílat kopii každé odpovědi.
settings-why-file-audit-witness = Je v souboru nebo v prostředí: brání domu nepozorovaně změnit vlastní záznam, a tak jej nikdo, kdo v tom záznamu je, nemůže vypnout ani nechat spouštět jiný příkaz.
settings-why-file-staff-background-check = Je v souboru nebo v prostředí: rozhoduje, kdo tu smí pracovat, a nikdo, kdo tu pracuje, nemá moci někoho vpustit tím, že to zruší.
settings-why-file-staff-agreement-file = Je v souboru nebo v prostředí: jiný text vezme role celému týmu, dokud jej každý nepřijme.
settings-pinned = dáno tam
settings-at-once = platí ihned

## Jak ho změnit
settings-change = Změnit
settings-whole-number = Celé číslo od { $least } do { $most }
settings-one-of = Jedna z těchto možností
settings-choice-signed_in = přihlášení
settings-choice-strong = silné přihlášení
settings-note = Proč, pro historii; může být prázdné a nikoho nejmenuje
settings-back = Zpět na výchozí: { $value }

## Co se změnilo
settings-as-it-comes = výchozí
settings-undo = Vzít zpět<span class="unseen"> změnu { $number }</span>
settings-change-number = Změna { $number }
settings-change-by = kdo: { $who }
settings-nobody = nikdo
settings-took-back = vzala zpět změnu { $number }
