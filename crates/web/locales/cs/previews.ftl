# Soubor od cizích lidí, na který se někdo dívá.
previews-look = Podívat se
previews-title = Soubor případu { $number }
previews-crumb = soubor
previews-lifted = Otevřeno jen pro tuto stránku. Toto nahlédnutí je zaznamenáno a ukáže se dané osobě.
previews-by-bytes = Podle obsahu
previews-by-sender = Podle odesílatele
previews-not-looked-at = neprohlédnuto
previews-back = Zpět k případu
previews-download = Stáhnout tak, jak byl odeslán

## Co je vidět
previews-small = Obrázek, malý
previews-larger = Větší
previews-large = Obrázek, velký jako obrazovka
previews-pixels = { $width } × { $height } pixelů
previews-drawn = Zde znovu vykresleno z { $sent_as }, bez toho, co soubor ještě obsahuje: místo, fotoaparát, další obrázky animace.
previews-cut = Toto je začátek; soubor pokračuje.
previews-no-text = Část není text v kódování, které se pro něj předpokládalo, a stojí zde jako �.
previews-from = Od
previews-to = Komu
previews-subject = Předmět
previews-mail-unchecked = Co e-mail říká sám o sobě; jeho odesílatele nikdo neověřil.

## Proč není nic vidět
previews-nothing = Není v něm nic, na co se podívat.
previews-busy = Právě se prohlíží jiný soubor. Tento nebyl otevřen a žádný pohled není zaznamenán; zkuste to za okamžik znovu.
previews-no-time = Prohlížení trvalo příliš dlouho; zkuste to znovu, nebo soubor stáhněte.
previews-failed = Čtečka takových souborů u něj selhala. Nový pokus nepomůže; soubor lze stáhnout.
previews-too-long = Nevykresluje se: je delší než { $n } MiB.
previews-too-large = Nevykresluje se: udává { $width } × { $height } pixelů; z takto zapsaného obrázku se vykresluje nejvýše { $n } milionů.
previews-broken = Nevykresluje se: je poškozený, nebo vyrobený tak, aby čtenáře zahltil.

## Varování
previews-program = Otevřením se spustí. Nedělejte to, pokud nevíte, kdo ho napsal a proč.
previews-lie-name = Jeho název končí na { $said }, ale podle obsahu je to { $kind }.
previews-lie-declared = Odesílatel uvedl { $said }, ale podle obsahu je to { $kind }.

## Čím soubor je
previews-kind-empty = prázdný soubor
previews-kind-png = obrázek PNG
previews-kind-jpeg = obrázek JPEG
previews-kind-gif = obrázek GIF
previews-kind-webp = obrázek WebP
previews-kind-other_picture = obrázek druhu, který se zde nevykresluje
previews-kind-pdf = dokument PDF
previews-kind-office = kancelářský dokument
previews-kind-archive = archiv souborů
previews-kind-program = program
previews-kind-script = skript
previews-kind-html = stránka HTML
previews-kind-svg = kresba SVG
previews-kind-xml = XML
previews-kind-mail = e-mail
previews-kind-json = JSON
previews-kind-table = tabulka jako text
previews-kind-pem = certifikát nebo klíč jako text
previews-kind-rich_text = formátovaný text
previews-kind-text = prostý text
previews-kind-media = zvuk nebo film
previews-kind-unknown = druh, který z obsahu nelze poznat
