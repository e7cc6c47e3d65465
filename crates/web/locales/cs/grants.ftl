# Udělení souhlasu: ještě jednou slovy a s potvrzením.
grants-agree = Souhlasit s tím
grants-heading = S tímto souhlasíte
grants-who = Kdokoli v roli „{ $holder }“, kdo pracuje na vaší žádosti <span class="number">{ $number }</span>, smí
grants-open-messages = otevřít zapečetěné zprávy této žádosti
grants-see = vidět vaše údaje: { $fields }
grants-change = změnit vaše údaje: { $fields }
grants-tell = sdělit vaše údaje tomu, kdo se v této žádosti zeptá: { $fields }
grants-how-often = nejvýše <b>{ $n }krát</b>, do <b>{ $until }</b>.
grants-ends = Skončí to samo, když to vezmete zpět, nebo když se žádost uzavře. Každé použití uvidíte na stránce „Kdo smí vidět mé údaje“.
grants-needs-more = Aby nikdo jiný nemohl souhlasit vaším jménem, je k tomu třeba víc než odkaz ve vaší schránce: přístupový klíč nebo ověřovací aplikace. Zatím nemáte ani jedno; zabere to dvě minuty a žádost na vás mezitím počká.
grants-set-up = Nastavit
grants-afterwards = Potom vás tam řádek přivede zpět sem. Nebo <a href="/consents/{ $id }">odmítněte</a>, k tomu není třeba nic.
grants-show = Ukažte, že jste to vy, a platí to.
grants-back = Zpět ke změně
grants-needs-proof = k tomu je třeba přístupový klíč nebo kód z vaší aplikace
