# Klávesy a co dělají.
keys-everywhere = Všude
keys-on-board = Na přehledu
keys-on-case = U případu
keys-go-to = Přejít na
keys-commands = Panel příkazů: každý úkon, každá stránka
keys-send = Odeslat, co se píše
keys-not-one = { $words }: zadejte jednu klávesu, písmeno, číslici nebo znak
keys-taken-twice = { $key } je použita dvakrát: „{ $first }“ a „{ $second }“

## Co která klávesa dělá
key-search = Filtrovat a hledat
key-sheet = Tento seznam
key-go = Přejít na stránku: následuje její písmeno
key-next = Další případ
key-previous = Předchozí případ
key-open = Otevřít případ
key-pick = Vybrat případ, nebo ho pustit
key-move-picked = Přesunout vybrané
key-keep-view = Uložit tento pohled pod jménem
key-reply = Odpovědět
key-template = Vložit šablonu do odpovědi
key-note = Napsat poznámku
key-seal = Pečeť poslední zprávy
key-triage = Třídění: do které fronty
key-authority = Oprávnění: co smíte
key-step = Další krok
key-hand-over = Předat: komu
key-close = Uzavřít případ, nebo ho znovu otevřít
key-undo = Zpět: k tlačítku, které vezme krok zpět

## Stránky týmu
place-board = Přehled: všechny vaše fronty
place-mine = Přiděleno mně
place-drafts = Koncepty
place-views = Uložené pohledy
place-templates = Šablony
place-guides = Průvodci
place-authorities = Oprávnění, která mám
place-disputes = Spory
place-emergencies = Rozbité sklo
place-people = Najít osobu
place-log = Záznam
place-approvals = Čeká na druhého
place-staff = Tým a rada
place-policies = Pravidla
place-profile = Profil, klíč a klávesy
place-help = Nápověda
place-security = Přihlášení a relace
place-tokens = Tokeny pro programy
place-requests = Mé vlastní žádosti
place-fields = Mé vlastní údaje
place-looks = Kdo se díval na mé údaje
key-affairs = Propojit nebo sloučit
place-health = Zdraví domu
place-channels = Cesty dovnitř a ven
place-queues = Fronty a kdo je obsluhuje
place-settings = Nastavení
