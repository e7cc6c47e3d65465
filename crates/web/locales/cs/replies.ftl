# Odpovědi: pohled před odesláním a dotaz, když případ pokročil.
replies-preview-title = Náhled pro { $number }
replies-preview-heading = Takto odejde
replies-from = Od
replies-to = Komu
replies-to-all = žadatel a každý potvrzený účastník, každý svou vlastní kopií
replies-subject = Předmět
replies-signed = Podpis
replies-signed-until = S/MIME, vaším klíčem, platným do { $end }
replies-signed-by-nobody = zatím nikdo: nemáte platný podpisový klíč, takže odejít nemůže
replies-copy = Kopie
replies-copy-to-channel = kanál týmu
replies-empty = Odpověď potřebuje slova.
replies-placeholder = V textu je zástupné označení { $seal }. Odejde tak, jak stojí; nic se nedoplní.
replies-change = Upravit
replies-send = Odeslat
replies-undo-secs = { $n } s na vrácení

## Případ pokročil
replies-went-on-title = { $number } pokročil
replies-went-on = { $heading }. Nic se neodeslalo.
replies-all-that-came = Vše, co přišlo, v případu
replies-as-written = Vaše odpověď, jak jste ji napsali
replies-label = Vaše odpověď žadateli
replies-leave = Nechat být
replies-preview = Náhled
replies-send-all-the-same = Přesto odeslat

## Vložená šablona
replies-choose-template = nejdřív vyberte šablonu
replies-filled = „{ $title }“ je ve vaší odpovědi; než ji odešlete, projděte ji.
replies-filled-below = „{ $title }“ je pod tím, co jste napsali; než odpověď odešlete, projděte ji.
