# Bitten um Einwilligung: fragen, gefragt werden, antworten.
consent-asked = erbeten
consent-given = erteilt
consent-declined = abgelehnt
consent-lapsed = verfallen

## Worum ich gebeten wurde
consents-heading = Was von mir erbeten wurde
consents-intro = Was von Ihnen versiegelt ist, wird nur geöffnet, wenn Sie einwilligen. Sie können in weniger einwilligen, als erbeten wurde, oder ablehnen; ein Nein kostet Sie nichts, und ein Ja können Sie jederzeit zurücknehmen.
consents-none-wait = Nichts wartet auf Ihre Antwort.
consents-waiting = Wartet auf Ihre Antwort
consents-may = Darf { $holder } dies: { $doings }?
consents-about-request = zu Ihrer Anfrage
consents-about = zu
consents-asked-at = erbeten
consents-left = noch { $left } zum Antworten
consents-before = Früher
consents-who-may-see = Wer meine Daten jetzt sehen darf

## Eine Bitte
consents-show-title = Ihre Einwilligung wird erbeten
consents-show-asked = Worum Sie gebeten wurden
consents-show-may-we = Dürfen wir das tun?
consents-show-holder = { $holder } bittet darum, dies zu tun:
consents-show-why = Warum
consents-show-asker = Gefragt von
consents-show-about = Wozu
consents-show-request = zu Ihrer Anfrage <a class="number" href="/me/requests/{ $number }">{ $number }</a> und zu nichts anderem
consents-show-how-long = Wie lange
consents-show-hours = { $n ->
    [one] { $n } Stunde ab Ihrer Einwilligung
   *[other] { $n } Stunden ab Ihrer Einwilligung
}
consents-show-how-often = Wie oft
consents-show-uses = höchstens { $n }-mal; Sie sehen jedes Mal
consents-show-answer = Antwort
consents-answer-asked = bis { $at }; ohne sie geschieht nichts
consents-answer-given = Sie haben eingewilligt; sehen Sie, <a href="/me/authorities">wie die Einwilligung gebraucht wird</a>
consents-answer-declined = Sie haben abgelehnt; nichts wurde geöffnet
consents-answer-lapsed = es kam keine rechtzeitig; nichts wurde geöffnet
consents-signed-smime = durch eine von Ihnen signierte Mail (S/MIME)
consents-signed-openpgp = durch eine von Ihnen signierte Mail (OpenPGP)
consents-show-choose = Worin Sie einwilligen
consents-show-untick = Nehmen Sie das Häkchen weg, wo Sie etwas nicht wollen. Bevor es gilt, sehen Sie alles noch einmal.
consents-show-acts = Das Team darf
consents-show-fields = Davon
consents-show-field = Ihre Angabe: { $label }
consents-show-once-more = Noch einmal ansehen
consents-show-or-no = Oder sagen Sie nein. Ihre Anfrage geht auch ohne weiter, so gut es geht.
consents-show-decline = Ablehnen

## Fragen
consents-new-title = Um Einwilligung bitten in { $number }
consents-new-heading = Das Mitglied um Einwilligung bitten
consents-new-intro = Für <a class="number" href="/cases/{ $number }">{ $number }</a>. Das Mitglied erfährt es per Mail, sieht genau dies und willigt in alles ein, in einen Teil, oder lehnt ab. Bis dahin ändert sich nichts. Die Befugnis hätten die Supportkräfte der Warteschlange.
consents-new-acts = Was wir tun würden
consents-new-fields = Wovon
consents-new-words = Warum, in Worten für das Mitglied
consents-hours = Für wie viele Stunden
consents-uses = Wie oft höchstens
consents-new-ask = Das Mitglied bitten
consents-new-leave = Lassen

## Was getan würde
consents-act-unseal-case = die versiegelten Nachrichten dieses Falls öffnen
consents-act-unseal-request = die versiegelten Nachrichten dieser Anfrage öffnen
consents-act-show = sehen, was unten angekreuzt ist
consents-act-edit = ändern, was unten angekreuzt ist
consents-act-disclose-case = jedem, der in diesem Fall fragt, mitteilen, was unten angekreuzt ist
consents-act-disclose-request = jedem, der in dieser Anfrage fragt, mitteilen, was unten angekreuzt ist
