# Was eine offene Seite am Ende hört.
live-signed-out = Sie sind abgemeldet
live-not-yours = Sie dürfen das nicht mehr sehen
