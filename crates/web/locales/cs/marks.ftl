# Znaky, které stránka pojmenuje a neposlechne.
marks-direction = obrací směr psaní
marks-control = znak pro stroje, ne ke čtení
marks-too-many = víc značek nad jedním písmenem, než se ukazuje
marks-more = { $n ->
    [one] +{ $n } značka
    [few] +{ $n } značky
   *[other] +{ $n } značek
}
