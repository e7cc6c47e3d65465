# Das ganze Protokoll, geprüft.
verifications-title = Prüfung
verifications-crumb = Prüfung
verifications-sound = in Ordnung
verifications-whole = Das Protokoll ist vollständig
verifications-whole-what = Jeder Eintrag ist, wie er geschrieben wurde, an seinem Platz und unter den signierten Kontrollpunkten, und „wer meine Daten angesehen hat“ sagt, was die Einträge sagen.
verifications-not-sound = nicht in Ordnung
verifications-faults = { $n ->
    [one] Eines stimmt am Protokoll nicht
   *[other] { $n } Dinge stimmen am Protokoll nicht
}
verifications-more = Gezeigt sind die ersten { $n }; <code>chancery audit verify</code> schreibt mehr.
verifications-at = Geprüft
verifications-entries = Einträge
verifications-pending = { $n ->
    [one] und { $n }, der auf seine Nummer wartet
   *[other] und { $n }, die auf ihre Nummer warten
}
verifications-checkpoints = Kontrollpunkte
verifications-fitting = { $n }, signiert und passend
verifications-looks-label = Wer nachgesehen hat
verifications-looks = { $n ->
    [one] { $n } Einsicht, wie ihr Eintrag sie anlegte
   *[other] { $n } Einsichten, jede, wie ihr Eintrag sie anlegte
}
verifications-root = Wurzel
verifications-itself = Dieses Haus hat sich selbst geprüft. Um es zu prüfen, ohne ihm zu vertrauen, bewahren Sie einen <a href="/audit/checkpoint">Kontrollpunkt</a> woanders auf und führen Sie <code>chancery audit verify --against</code> aus.
