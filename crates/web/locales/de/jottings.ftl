# Zwei Texte eines Formulars.
jottings-two = Zwei Texte dieses Formulars
jottings-discard = Aufbewahrten Entwurf verwerfen
jottings-nothing = nichts
