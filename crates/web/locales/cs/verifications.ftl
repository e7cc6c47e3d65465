# Celý záznam, ověřený.
verifications-title = Ověření
verifications-crumb = ověření
verifications-sound = v pořádku
verifications-whole = Záznam je celý
verifications-whole-what = Každý zápis je takový, jak byl napsán, na svém místě a pod podepsanými kontrolními body, a „kdo se díval na mé údaje“ říká totéž co zápisy.
verifications-not-sound = není v pořádku
verifications-faults = { $n ->
    [one] Jedna věc v záznamu nesouhlasí
    [few] { $n } věci v záznamu nesouhlasí
   *[other] { $n } věcí v záznamu nesouhlasí
}
verifications-more = Zobrazeno je prvních { $n }; další vypíše <code>chancery audit verify</code>.
verifications-at = Ověřeno
verifications-entries = Zápisy
verifications-pending = { $n ->
    [one] a { $n } čeká na své číslo
    [few] a { $n } čekají na své číslo
   *[other] a { $n } čeká na své číslo
}
verifications-checkpoints = Kontrolní body
verifications-fitting = { $n }, podepsané a souhlasí
verifications-looks-label = Kdo se díval
verifications-looks = { $n ->
    [one] { $n } nahlédnutí, jak ho zanesl jeho zápis
    [few] { $n } nahlédnutí, každé jak ho zanesl jeho zápis
   *[other] { $n } nahlédnutí, každé jak ho zanesl jeho zápis
}
verifications-root = Kořen
verifications-itself = Tento dům ověřil sám sebe. Chcete-li ho ověřit, aniž byste mu věřili, uložte si <a href="/audit/checkpoint">kontrolní bod</a> jinam a spusťte <code>chancery audit verify --against</code>.
