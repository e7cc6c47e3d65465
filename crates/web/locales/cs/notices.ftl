# O čem se člen týmu dozví.
notices-title = Oznámení
notices-crumb = oznámení
notices-heading = O čem se dozvíte
notices-lead = Oznámení uvádí číslo, frontu a co se stalo. Není v něm předmět, text ani ničí jméno: pošta a obrazovky jsou za branou.
notices-in-browser = v prohlížeči
notices-hint = V poznámce vás zmíní @ a to, co stojí před @ ve vaší adrese. „Váš“ je případ, který máte vy, a u termínů i ten z vašich front, který nemá nikdo. Nikdo se nedozví o tom, co udělal sám, ani dvakrát o témže.
notices-daily-hour = Denní e-mail odejde v
notices-quiet-from = Klid od
notices-quiet-until = Klid do
notices-quiet-none = bez hodin klidu
notices-zone = Podle hodin v pásmu
notices-quiet-hint = Hodiny platí podle těchto hodin; teď je { $clock }. Co by odešlo v hodinách klidu, odejde po nich, a prohlížeče v nich mlčí.
notices-quiet-wrong = Hodiny klidu začínají a končí ve dvě různé hodiny, nebo v žádnou.
notices-keep = Uložit tato oznámení
notices-browser = Tento prohlížeč
notices-browser-lead = Co jste zvolili výše, vám oznámí až poté, co to zde povolíte, dokud je otevřena některá stránka pracovního stolu, a ne když se na ni díváte.
notices-no-scripts = Bez JavaScriptu vám tento prohlížeč nemůže nic oznamovat.

## Co se může stát
notices-event-assigned = Dostali jste případ
notices-event-offered = Byl vám, vaší frontě nebo roli předán případ
notices-event-lapsed = Případ, který jste předali vy nebo váš tým, nikdo nepřijal
notices-event-settled = Případ, který jste předali, byl přijat nebo odmítnut
notices-event-named = Někdo vás zmínil v poznámce
notices-event-answered = Ve vašem případu přišla odpověď
notices-event-clock_near = Váš případ má termín do půl hodiny
notices-event-clock_late = Váš případ je po termínu
notices-event-second = Něco čeká na váš druhý pár očí
notices-event-arrived = Do vaší fronty přišel případ

## Kterým e-mailem
notices-mail-never = žádný e-mail
notices-mail-at_once = e-mail ihned
notices-mail-hourly = v e-mailu každou hodinu
notices-mail-daily = v e-mailu každý den

## S čím se ozve prohlížeč, za číslem případu
notices-ring-assigned = je přiděleno vám
notices-ring-offered = je vám předán
notices-ring-lapsed = byl předán a nikdo ho nepřijal
notices-ring-settled = byl přijat nebo odmítnut, jak jste ho předali
notices-ring-named = je tu poznámka, která vás zmiňuje
notices-ring-answered = přišla odpověď
notices-ring-clock_near = blíží se termín
notices-ring-clock_late = je po termínu
notices-ring-second = čeká na druhý pár očí
notices-ring-arrived = je nový
notices-ring-in = { $words }, fronta { $queue }
notices-ring-something = Něco
