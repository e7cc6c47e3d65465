# Obsah archivu se vším, co je o někom vedeno. Je to prostý text.
archive-heading = Co je o vás vedeno
archive-taken = Pořízeno { $at }. Je zapsáno, že jste si to vzali.
archive-holdings = holdings.json: vaše jméno a adresy, vaše údaje, čím se přihlašujete a kde jste přihlášeni, vaše klíče pro podepsané odpovědi, kdo otevřel, co jste napsali, a proč, o jaký souhlas jste byli požádáni a kdo má oprávnění k vašim údajům.
archive-requests = requests: nač jste se ptali a co jsme vám odpověděli, složka pro každou žádost.
archive-disputes = disputes: z každého sporu, jehož jste stranou, to, co vám ukazuje jeho stránka.
archive-elsewhere = elsewhere: co jste napsali v žádostech jiných lidí, bez jejich čísla a bez toho, co tam řekli jiní.
archive-files = Složka files v každé z nich obsahuje, co jste přiložili, a vaše e-maily tak, jak přišly. Otevírejte je opatrně: jsou takové, jaké byly odeslány.
archive-not = Co tu není:
archive-not-others = - co napsali jiní a co v tom napsali o vás; je to zapečetěno s jejich slovy. Požádejte nás o to; podíváme se, čí je to ještě.
archive-not-begun = - co jste začali psát do formuláře a neodeslali: je to v tom formuláři.
archive-not-secrets = - hesla, kódy a klíče přístupových klíčů: ty nemůže přečíst nikdo.
archive-not-staff = - poznámky, které si tým píše pro sebe, a pokud jste sami členem týmu, co jste jako člen dělali.
archive-cut = - víc než posledních { $cases } případů jednoho druhu a víc než { $files } souborů: o zbytek nás požádejte.
archive-looks-cut = - víc než posledních { $n } nahlédnutí jednoho druhu: o zbytek nás požádejte.
archive-kept = Vše se uchovává, dokud nás nepožádáte, abychom na vás zapomněli, pokud nám zákon neukládá to ponechat; co jste napsali v žádostech jiných, tak dlouho jako ony; podle stáří se nic nemaže. Stránka každé žádosti říká, co se uchovává do kdy.
archive-contents = { $n ->
    [0] Co tu je, bez souborů:
    [one] Co tu je, s jedním souborem:
    [few] Co tu je, se { $n } soubory:
   *[other] Co tu je, s { $n } soubory:
}
archive-unopened = Co se nepodařilo otevřít, a proto zde není:
archive-moved = Zatímco se archiv balil, některé žádosti byly sloučeny nebo rozděleny. Přesunuté zprávy tu mohou chybět: stáhněte si prosím vše ještě jednou.
archive-lists-cut = - víc žádostí o souhlas, oprávnění, setkání nebo čtení, než pojme nejdelší seznam: o zbytek nás požádejte.
archive-not-evidence = - co jste podepsali, když jste odpověděli podepsaným e-mailem, doklady vašich nových ověření, dohody, které jste přijali, prověření vaší minulosti, tokeny programů, co jste dříve řekli o tom, zda odpověď pomohla, a vše nad prvních 10000 zpráv sporu a posledních 50 použití jednoho oprávnění: požádejte nás o to.
