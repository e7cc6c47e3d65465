# Přihlášení.
signin-heading = Přihlášení
signin-address = Vaše e-mailová adresa
signin-address-hint = Pošleme vám odkaz, který funguje jednou.
signin-send-link = Poslat odkaz
signin-no-address = Toto není e-mailová adresa; vypadá jako jmeno@example.org.
signin-by-passkey = Přihlásit se přístupovým klíčem
signin-passkeys-need = Přístupové klíče potřebují JavaScript a prohlížeč, který je zná; ostatní způsoby nepotřebují nic z toho.
signin-no-passkey = Přístupový klíč nebyl přijat. Zkuste to znovu, nebo se přihlaste jinak.
signin-by-password = Heslem a kódem
signin-not-together = Adresa, heslo a kód k sobě nepatří. Každý kód platí jednou; počkejte na další.
signin-password = Heslo
signin-code = Kód
signin-code-hint = Šest číslic z vaší ověřovací aplikace, nebo jeden z vašich záchranných kódů.
signin-do = Přihlásit se

## Po vyžádání odkazu
signin-sent-heading = Podívejte se do pošty
signin-sent = Pokud se tato adresa smí přihlásit, je na cestě k ní zpráva s odkazem. Odkaz funguje jednou, po dobu { $minutes ->
    [one] { $minutes } minuty
    [few] { $minutes } minut
   *[other] { $minutes } minut
}.
signin-sent-nothing = Nikdo se tu nedozví, zda je nám adresa známa. Nic nepřišlo? <a href="/sign-in">Zkuste to znovu</a>, třeba s adresou, ze které jste nám psali.

## Odkaz
signin-link-heading = Ještě jeden krok
signin-link-why = Poštovní programy samy otevírají odkazy, aby se na ně podívaly. Proto se odkaz spotřebuje, až když stisknete toto tlačítko.
signin-link-do = Přihlásit mě
signin-link-spent = Tento odkaz nefunguje
signin-link-another = Možná už byl použit, je příliš starý nebo je v něm překlep. <a href="/sign-in">Vyžádejte si jiný</a>; je to na minutku.
