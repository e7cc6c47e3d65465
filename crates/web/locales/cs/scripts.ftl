# Co říkají skripty stránek.
scripts-filter-label = Co zde může stát
scripts-commands-what = Co udělat nebo kam jít
scripts-commands-n = { $form ->
    [one] { $n } příkaz
    [few] { $n } příkazy
   *[other] { $n } příkazů
}
scripts-undo-over = na vrácení je pozdě

## Stránka, která zůstává otevřená
scripts-live-ended = Už se neobnovuje: { $why }.
scripts-live-stale = Teď se neobnovuje. Co vidíte, může být staré.
scripts-live-joined = Tento případ je nyní součástí jiného. Co píšete, zůstává; odeslání vás zavede tam.
scripts-live-cases = { $form ->
    [one] { $n } nový případ
    [few] { $n } nové případy
   *[other] { $n } nových případů
}
scripts-live-changed = { $form ->
    [one] { $cases } už není vybrán: změnil se
   *[other] { $cases } už nejsou vybrány: změnily se
}
scripts-live-left = { $form ->
    [one] { $cases } už není vybrán: změnil se nebo opustil tuto stránku
   *[other] { $cases } už nejsou vybrány: změnily se nebo opustily tuto stránku
}
scripts-live-came = Nová zpráva: { $who }
scripts-live-messages = { $form ->
    [few] { $n } nové zprávy, poslední: { $who }
   *[other] { $n } nových zpráv, poslední: { $who }
}
scripts-live-since = { $form ->
    [one] Od chvíle, kdy jste začali, přišla jedna zpráva
    [two] Od chvíle, kdy jste začali, přišly dvě zprávy
    [few] Od chvíle, kdy jste začali, přišly { $n } zprávy
   *[other] Od chvíle, kdy jste začali, přišlo { $n } zpráv
}

## Text, který se ukládá sám
scripts-draft-kept-at = uloženo { $at }
scripts-draft-unkept = neuloženo: { $why }
scripts-draft-offline = neuloženo: není spojení. Text zůstává zde a uloží se, jakmile spojení bude
scripts-draft-busy = neuloženo: teď to nejde. Text zůstává zde a uloží se, až to půjde
scripts-draft-signed-out = neuloženo: jste odhlášeni. Přihlaste se na jiné kartě; text zůstává zde a potom se uloží
scripts-draft-somebody-else = neuloženo: v tomto prohlížeči je přihlášen někdo jiný. Text zůstává zde
scripts-draft-absent = neuloženo: tento případ pro vás už není. Text zůstává zde
scripts-draft-meanwhile = neuloženo: případ se ve stejné chvíli změnil; až budete psát dál, zkusí se to znovu. Text zůstává zde
scripts-draft-destroyed = neuloženo: údaje někoho, koho se týká, byly zničeny, takže se o něm už nic neukládá. Text zůstává zde
scripts-draft-too-long = neuloženo: je příliš dlouhý. Text zůstává zde
scripts-draft-misread = neuloženo: server nerozumí tomu, co tato stránka posílá. Než ji načtete znovu, text zkopírujte. Text zůstává zde
scripts-draft-refused = neuloženo: server ho nepřijal. Text zůstává zde
scripts-draft-newer = novější je uložen v jiném okně,
scripts-draft-newer-show = ukázat
scripts-draft-gone = odeslán nebo zahozen v jiném okně,
scripts-draft-gone-keep = uložit tento

## Oznámení v tomto prohlížeči
scripts-notices-unable = Tento prohlížeč vám nemůže nic oznamovat.
scripts-notices-allowed = Tento prohlížeč vám oznamuje. Chcete-li s tím přestat, odeberte povolení v jeho nastavení pro tento web.
scripts-notices-forbidden = V tomto prohlížeči jste to zakázali. Znovu to povolíte v jeho nastavení pro tento web.
scripts-notices-allow = Povolit v tomto prohlížeči
scripts-zones-offer = Ukazovat časy podle { $zone }
