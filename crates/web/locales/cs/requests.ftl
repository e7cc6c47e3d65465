# Vlastní žádosti žadatele.
requests-heading = Mé žádosti
requests-new = Nová žádost
requests-none = Zatím jste nás o nic nežádali.
requests-opened = otevřeno
requests-changed = změněno
requests-answer-by = chceme odpovědět do

## Co stav znamená pro toho, kdo se ptal
requests-meaning-pending = Máme ji; nikdo si ji zatím nevzal.
requests-meaning-open = Někdo se jí věnuje.
requests-meaning-waiting = Odpověděli jsme a čekáme na vás.
requests-meaning-resolved = Myslíme, že je vyřízena.
requests-meaning-closed = Je ukončena. Nová zpráva ji znovu otevře.

## Nová žádost
requests-crumb-new = nová
requests-new-lead = Pište v kterémkoli jazyce. Nejprve čteme začerněnou kopii; otevření vašich vlastních slov se zapisuje a vy uvidíte, kdo je otevřel a proč.
requests-subject = Čeho se to týká?
requests-text = Co se stalo a co potřebujete?
requests-files = Soubory, pokud pomohou
requests-files-hint = Nejvýše 10, dohromady nejvýše 10 MiB. Budou zapečetěny stejně jako vaše slova.
requests-send = Odeslat nám
requests-about-correction = Něco, co o mně vedete, je špatně
requests-about-erasure = Chci, abyste mě zapomněli

## Jedna žádost
requests-you = Vy
requests-attached = Soubory přiložené ke zprávě { $n }
requests-download = Stáhnout
requests-file-destroyed = zničeno
requests-helped = Řekli jste, že to pomohlo. Děkujeme.
requests-not-after-all = Přece jen nepomohlo
requests-not-helped = Řekli jste, že to zatím nepomohlo. Napište nám níže, co chybí.
requests-helped-after-all = Přece jen pomohlo
requests-did-it-help = Pomohla vám naše odpověď?
requests-yes = Ano, pomohla
requests-not-yet = Zatím ne
requests-add = Přidat zprávu
requests-add-files = Soubory
requests-files-most = nejvýše 10, dohromady 10 MiB
