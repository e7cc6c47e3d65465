# Čím se přihlašujete, kde jste přihlášeni, a nový důkaz, že jste to vy.
security-heading = Přihlášení a relace
security-signed-in = Přihlásili jste se { $way }.
security-way-link = odkazem
security-way-link_totp = odkazem a kódem
security-way-passkey = přístupovým klíčem
security-way-password_totp = heslem a kódem
security-way-password_recovery = heslem a záchranným kódem
security-level-mailbox = To ukazuje, že je schránka vaše.
security-level-strong = To ukazuje lépe než schránka, že jste to vy.
security-level-assured = Setkali jsme se s vámi i osobně.
security-held-back = V tomto domě týmu nestačí jen odkaz. Nastavte si zde přístupový klíč nebo ověřovací aplikaci a potom potvrďte, že jste to vy; tím se otevře pracovní stůl.
security-n-asked = { $n ->
    [one] Čeká na vás jedna žádost o souhlas.
    [few] Čekají na vás { $n } žádosti o souhlas.
   *[other] Čeká na vás { $n } žádostí o souhlas.
}
security-go-answer = Až budete mít přístupový klíč nebo aplikaci, <a href="/consents">vraťte se a odpovězte</a>.
security-remove = Odebrat
security-replace = Vyměnit
security-change = Změnit
security-leave = Nechat být
security-day = { $day }. { $month ->
    [1] ledna
    [2] února
    [3] března
    [4] dubna
    [5] května
    [6] června
    [7] července
    [8] srpna
    [9] září
    [10] října
    [11] listopadu
   *[12] prosince
} { $year }
security-facts = nastaveno { $day }
security-facts-used-today = nastaveno { $day }, naposledy použito dnes
security-facts-used = nastaveno { $day }, naposledy použito { $used }
security-facts-never-used = nastaveno { $day }, zatím nepoužito
security-fault-wrong = nepodařilo se to, nebo to trvalo příliš dlouho; začněte prosím znovu
security-fault-too-many = přístupových klíčů je { $n } a víc jich být nemůže; nejprve některý odeberte

## Přístupové klíče
security-passkeys = Přístupové klíče
security-passkeys-lead = Klíč ve vašem telefonu, počítači nebo bezpečnostním klíči. Nelze ho okopírovat ze stránky ani uhodnout a přihlásí vás jediným dotykem.
security-the-passkey = přístupový klíč { $name }
security-no-passkeys = Pro tuto adresu prohlížeče přístupové klíče nemají: potřebuje jméno a TLS.
security-add-passkey = Přidat přístupový klíč
security-passkey-name = Jak mu říkáte
security-passkey-name-hint = Abyste ho v seznamu poznali: „telefon“, „modrý klíč“.
security-passkey-add = Přidat
security-passkeys-need = Přístupové klíče potřebují JavaScript a prohlížeč, který je zná. <a href="/security/app/new">Ověřovací aplikace</a> funguje bez obojího.
security-passkey-not-given = Prohlížeč žádný přístupový klíč nedal. Možná už pro tento dům jeden má, nebo jste to ukončili; zkuste to znovu.

## Ověřovací aplikace
security-app = Ověřovací aplikace
security-app-lead = Aplikace, která ukazuje šest číslic, každou půlminutu jiné. Spolu s odkazem nebo heslem ukazují, že jste to vy.
security-app-set-up = Nastavena
security-app-none = Není nastavena
security-the-app = ověřovací aplikaci
security-set-up-app = Nastavit aplikaci
security-app-heading = Nastavit ověřovací aplikaci
security-app-scan = Naskenujte toto aplikací, na obrazovce, kterou nevidí nikdo jiný:
security-app-picture = Tajemství jako obrázek pro aplikaci; totéž je níže jako text
security-app-type = nebo to opište jako kód podle času se šesti číslicemi:
security-app-code = Kód, který aplikace právě ukazuje
security-app-done = Aplikace je nastavena

## Heslo
security-password = Heslo
security-password-lead = Samo nikdy nestačí: patří k němu kód z aplikace, nebo záchranný kód.
security-password-set = Nastaveno
security-password-none = Není nastaveno
security-the-password = heslo
security-set-password = Nastavit heslo
security-change-password = Změnit heslo
security-password-needs-code = Heslem se přihlásíte jen spolu s kódem a zatím nemáte nic, co by kódy dávalo. <a href="/security/app/new">Nastavte si také aplikaci</a>.
security-new-password = Nové heslo
security-new-password-hint = Dvanáct znaků nebo víc; dobře poslouží několik slov, která k sobě nepatří. Nepoužívejte heslo z jiné stránky.
security-password-again = Ještě jednou
security-password-keep = Uložit heslo
security-not-the-same = obě zadání nejsou stejná

## Záchranné kódy
security-codes = Záchranné kódy
security-codes-lead = Pro den, kdy ztratíte telefon i klíče. Každý funguje jednou.
security-no-codes-left = Nezbývá žádný
security-codes-left = { $n ->
    [one] zbývá <b>{ $n }</b>
    [few] zbývají <b>{ $n }</b>
   *[other] zbývá <b>{ $n }</b>
}
security-draw-codes = Vytvořit kódy
security-draw-new-codes = Vytvořit nové
security-draw-heading = Vytvořit záchranné kódy
security-draw-lead = Deset kódů se ukáže jednou, na další stránce. Opište si je nebo vytiskněte a mějte je jinde než telefon.
security-draw-old = { $n ->
    [one] Kód, který máte, potom přestane platit.
    [few] { $n } kódy, které máte, potom přestanou platit.
   *[other] { $n } kódů, které máte, potom přestane platit.
}
security-draw-do = Vytvořit
security-your-codes = Vaše záchranné kódy
security-your-codes-lead = Ukazují se jen teď. Každý funguje jednou, místo kódu z aplikace.
security-codes-written-down = Mám je opsané

## Klíče OpenPGP pro podepsanou poštu
signature-keys-section = Podepsaná pošta
signature-keys-lead = Souhlas lze dát i e-mailem, který podepíšete pomocí OpenPGP, pokud zde předem uložíte svůj veřejný klíč. Co je podepsáno vaším klíčem, platí jako od vás.
signature-keys-lead-certificates = Platí i pošta podepsaná certifikátem S/MIME na vaši adresu, pokud ho vydala autorita, které tento dům důvěřuje.
signature-keys-none = Žádný klíč není uložen
signature-keys-add = Uložit klíč
signature-keys-set-down-at = Uložen
signature-keys-the-key = klíč { $fingerprint }
signature-keys-heading = Uložit klíč OpenPGP
signature-keys-new-lead = Vyexportujte svůj veřejný klíč jako text („armored“) a vložte ho sem. Soukromý klíč zůstává u vás; nikdo ho po vás nemá nikdy chtít.
signature-keys-text = Váš veřejný klíč
signature-keys-look = Podívat se na něj
signature-keys-is-it-yours = Je to váš klíč?
signature-keys-compare = Porovnejte otisk s tím, který ukazuje váš program:
signature-keys-says = Klíč o sobě říká, že patří:
signature-keys-meaning = Od té chvíle může e-mail jím podepsaný dát souhlas vaším jménem. Dozvíte se to poštou.
signature-keys-needs-strong = K tomu si musíme být jisti, že jste to vy: nejprve nastavte přístupový klíč nebo ověřovací aplikaci.
signature-keys-set-down = Uložit ho
signature-keys-removal = Odebrat tento klíč?
signature-keys-removal-means = Co podepsal a co ještě nedošlo, už neplatí. Souhlas, který byl dán, trvá, dokud ho nevezmete zpět.
signature-keys-remove = Odebrat ho
signature-keys-fault-too-large = klíč je větší než 48 KiB; vyexportujte ho bez podpisů druhých
signature-keys-fault-private = to je soukromý klíč: nechte si ho pro sebe a vložte veřejný
signature-keys-fault-unreadable = to není jeden veřejný klíč OpenPGP jako text
signature-keys-fault-useless = klíč vypršel, byl odvolán, nebo neslouží k podepisování
signature-keys-fault-weak = klíč je příliš slabý: RSA má mít 2048 bitů nebo více a DSA neplatí

## Relace
security-sessions = Kde jste přihlášeni
security-sessions-lead = Relace trvá dvanáct hodin, bez používání dvě. Neukládáme ani místo, ani zařízení.
security-this-session = Tato relace
security-session = Přihlášení { $way }
security-this-way = přihlášení { $way },
security-since = od
security-last-seen = naposledy použito { $seen }
security-seen-now = v poslední hodině
security-seen-hours = { $n ->
    [one] před hodinou
   *[other] před { $n } hodinami
}
security-end = Ukončit
security-the-session = relaci: přihlášení { $way }, naposledy použito { $seen }
security-end-others = Ukončit všechny ostatní

## Odebrání
security-removal-passkey = Odebrat tento přístupový klíč?
security-removal-password = Odebrat heslo?
security-removal-totp = Odebrat ověřovací aplikaci?
security-called = Jmenuje se zde <b>{ $name }</b>; { $facts }.
security-it-was = Zde: { $facts }.
security-without-app = Bez aplikace se heslem přihlásíte jen se záchrannými kódy.
security-removal-ends = Všechny vaše ostatní relace tím skončí. Dostanete o tom zprávu poštou.
security-remove-it = Odebrat
security-keep-it = Ponechat

## Nový důkaz, že jste to vy
proofs-heading = Potvrďte, že jste to vy
proofs-why-session = Tato relace začala jen díky vaší schránce.
proofs-why-passkey = Než se přidá přístupový klíč.
proofs-why-app = Než se nastaví ověřovací aplikace.
proofs-why-password = Než se nastaví heslo.
proofs-why-codes = Než se vytvoří záchranné kódy.
proofs-why-removal = Než se něco odebere.
proofs-good-for = Co ukážete, platí jen pro tento krok, pět minut.
proofs-error-wrong = Tím se neukázalo, že jste to vy. Každý kód platí jednou; počkejte na další a zkontrolujte hodiny.
proofs-error-not-recovery = Zde si musíme být jisti, že jste to vy: použijte přístupový klíč, nebo šest číslic, které vaše ověřovací aplikace právě ukazuje.
proofs-nothing-to-show = Zatím nemáte, čím to ukázat. Nejprve si nastavte přístupový klíč nebo ověřovací aplikaci; kdo o své přišel, ať se obrátí na provozovatele tohoto domu.
proofs-to-security = K přihlášení a relacím
proofs-use-passkey = Použít přístupový klíč
proofs-use-code = Použít kód
proofs-do-by-passkey = { $label } přístupovým klíčem
proofs-do-by-code = { $label } kódem
proofs-passkeys-need = Vaše přístupové klíče potřebují JavaScript a prohlížeč, který je zná.
proofs-code-works = Kód funguje i bez toho.
proofs-no-passkey = Prohlížeč žádný přístupový klíč nedal. Zkuste to znovu.
proofs-code-or-recovery = Kód z vaší ověřovací aplikace, nebo záchranný kód
proofs-code-now = Kód, který vaše ověřovací aplikace právě ukazuje
