# Wie es dem Haus geht.
health-again = Erneut nachsehen
health-well = Alles ist, wie es sein soll
health-looks = { $n ->
    [one] { $n } von { $all } Teilen braucht einen Blick
   *[other] { $n } von { $all } Teilen brauchen einen Blick
}
health-as-of = Stand <time datetime="{ $exact }">{ $at }</time>. Maschinen fragen <a href="/readyz">/readyz</a>; am Terminal sagt <code>chancery doctor</code> dasselbe.
health-state-well = gut
health-state-look = nachsehen
health-state-broken = defekt
