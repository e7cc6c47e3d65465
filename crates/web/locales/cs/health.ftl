# Jak se domu daří.
health-again = Podívat se znovu
health-well = Vše je, jak má být
health-looks = { $n ->
    [one] { $n } z { $all } částí potřebuje pozornost
    [few] { $n } z { $all } částí potřebují pozornost
   *[other] { $n } z { $all } částí potřebuje pozornost
}
health-as-of = Stav k <time datetime="{ $exact }">{ $at }</time>. Stroje se ptají na <a href="/readyz">/readyz</a>; v terminálu totéž řekne <code>chancery doctor</code>.
health-state-well = v pořádku
health-state-look = podívejte se
health-state-broken = rozbité
