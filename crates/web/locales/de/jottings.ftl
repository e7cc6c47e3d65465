# Zwei Texte eines Formulars.
jottings-two = Zwei Texte dieses Formulars
