# Dva texty jednoho formuláře.
jottings-two = Dva texty tohoto formuláře
jottings-discard = Zahodit uložený koncept
jottings-nothing = nic
