# Eine Datei, die Fremde gesandt haben, angesehen.
previews-look = Ansehen
previews-title = Eine Datei von { $number }
previews-crumb = Datei
previews-lifted = Nur für diese Seite geöffnet. Diese Einsicht steht im Protokoll und wird der Person gezeigt.
previews-by-bytes = Nach ihren Bytes
previews-by-sender = Nach dem Absender
previews-not-looked-at = nicht angesehen
previews-back = Zurück zum Fall
previews-download = So herunterladen, wie sie gesandt wurde

## Was zu sehen ist
previews-small = Das Bild, klein
previews-larger = Größer
previews-large = Das Bild, so groß wie ein Bildschirm
previews-pixels = { $width } × { $height } Pixel
previews-drawn = Hier neu gezeichnet aus { $sent_as }, ohne was die Datei sonst enthält: Ort, Kamera, weitere Bilder einer Animation.
previews-cut = Das ist der Anfang; die Datei geht weiter.
previews-no-text = Ein Teil ist kein Text in der Kodierung, die angenommen wurde, und steht als �.
previews-from = Von
previews-to = An
previews-subject = Betreff
previews-mail-unchecked = Was die Mail von sich selbst sagt; ihren Absender hat niemand geprüft.

## Warum nichts zu sehen ist
previews-nothing = Es gibt darin nichts anzusehen.
previews-busy = Gerade wird eine andere Datei angesehen. Diese wurde nicht geöffnet, und kein Blick ist verzeichnet; versuchen Sie es gleich noch einmal.
previews-no-time = Das Ansehen dauerte zu lange; versuchen Sie es noch einmal, oder laden Sie sie herunter.
previews-failed = Was solche Dateien liest, hat bei ihr aufgegeben. Ein neuer Versuch hilft nicht; sie kann heruntergeladen werden.
previews-too-long = Sie wird nicht gezeichnet: sie ist länger als { $n } MiB.
previews-too-large = Sie wird nicht gezeichnet: sie gibt { $width } × { $height } Pixel an; bei einem so geschriebenen Bild werden höchstens { $n } Millionen gezeichnet.
previews-broken = Sie wird nicht gezeichnet: sie ist beschädigt oder so gemacht, dass sie den Leser erschöpft.

## Warnungen
previews-program = Wer sie öffnet, führt sie aus. Tun Sie es nicht, außer Sie wissen, wer sie geschrieben hat und warum.
previews-lie-name = Ihr Name endet auf { $said }, aber ihren Bytes nach ist es { $kind }.
previews-lie-declared = Der Absender gab { $said } an, aber ihren Bytes nach ist es { $kind }.

## Was eine Datei ist
previews-kind-empty = eine leere Datei
previews-kind-png = ein PNG-Bild
previews-kind-jpeg = ein JPEG-Bild
previews-kind-gif = ein GIF-Bild
previews-kind-webp = ein WebP-Bild
previews-kind-other_picture = ein Bild einer Art, die hier nicht gezeichnet wird
previews-kind-pdf = ein PDF-Dokument
previews-kind-office = ein Office-Dokument
previews-kind-archive = ein Archiv von Dateien
previews-kind-program = ein Programm
previews-kind-script = ein Skript
previews-kind-html = eine HTML-Seite
previews-kind-svg = eine SVG-Zeichnung
previews-kind-xml = XML
previews-kind-mail = eine Mail
previews-kind-json = JSON
previews-kind-table = eine Tabelle als Text
previews-kind-pem = ein Zertifikat oder Schlüssel als Text
previews-kind-rich_text = formatierter Text
previews-kind-text = einfacher Text
previews-kind-media = Ton oder Film
previews-kind-unknown = eine Art, die ihre Bytes nicht verraten
