# Tokeny pro programy.
tokens-title = Tokeny
tokens-heading = Tokeny pro programy
tokens-what = Program, který token předloží, jedná přes <a href="/api/v1/openapi.json">API</a> za vás, pokud mu to vaše role a token dovolí. Nikdy neschvaluje, nerozhoduje, nesouhlasí ani nemění tým. O každém novém tokenu se dozvíte e-mailem.
tokens-none = Žádné nemáte.
tokens-all-acts = vše, co vám dovolují vaše role
tokens-ends = končí
tokens-last-used = naposledy použit
tokens-never-used = nikdy nepoužit
tokens-in-log = v záznamu <code>{ $id }</code>
tokens-end = Ukončit
tokens-another = Další token
tokens-acts = Úkony, na které je omezen, podle názvu
tokens-acts-example = case.list, case.show
tokens-acts-hint = Prázdné znamená vše, co vám dovolují vaše role. Méně je lépe: co nesmí token, nemůže ani ten, kdo ho ukradne.
tokens-days = Kolik dní platí
tokens-make = Vytvořit
tokens-new = Nový token
tokens-once = Ukáže se jen teď. Uložte ho tam, kde ho najde váš program a nikdo jiný.
tokens-sent-as = Program ho posílá jako <code>Authorization: Bearer …</code>. Končí
tokens-kept = Je uložen
tokens-no-act = Úkon { $act } neexistuje; vypadá jako case.list.
