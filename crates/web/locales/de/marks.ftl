# Zeichen, die eine Seite nennt und nicht befolgt.
marks-direction = kehrt die Schreibrichtung um
marks-control = ein Zeichen für Maschinen, nicht zum Lesen
marks-too-many = mehr Zeichen auf einem Buchstaben, als gezeigt werden
marks-more = { $n ->
    [one] +{ $n } Zeichen
   *[other] +{ $n } Zeichen
}
