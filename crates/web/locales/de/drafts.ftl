# Entwürfe: aufgelistet, verworfen, zurückgeholt.
drafts-heading = Entwürfe
drafts-about = Was Sie schreiben und noch nicht gesendet haben. Niemand außer Ihnen liest es. Es bleibt, wenn ein Fall jemand anderem gegeben, verschoben oder geschlossen wird, und wird mit den Daten seiner anfragenden Person vernichtet.
drafts-none = Sie haben keine.
drafts-unseen = Ein Fall, den Sie nicht mehr sehen dürfen
drafts-kept = { $kind ->
    [note] eine Notiz, aufbewahrt
   *[reply] eine Antwort, aufbewahrt
}
drafts-discard = Verwerfen
drafts-discard-which = { $kind ->
    [note] Notiz in { $number }
   *[reply] Antwort in { $number }
}

## Verworfen
drafts-discarded-title = Entwurf verworfen
drafts-discarded-heading = { $kind ->
    [note] Ihre Notiz in
   *[reply] Ihre Antwort in
} <span class="number">{ $number }</span>, verworfen
drafts-discarded = Der Entwurf ist verworfen. Er wird hier zum letzten Mal gezeigt.
drafts-to-all = Zu meinen Entwürfen
drafts-bring-back = Zurückholen

## Zwei Texte
drafts-two-title = { $number }: zwei Entwürfe
drafts-two = { $kind ->
    [note] Zwei Texte Ihrer Notiz in
   *[reply] Zwei Texte Ihrer Antwort in
} <span class="number">{ $number }</span>
drafts-two-kept = Ein anderes Ihrer Fenster hat einen neueren aufbewahrt. Nichts wurde überschrieben.
drafts-two-of = Der aufbewahrte Text, Stand
drafts-two-go-on = Mit diesem weitermachen
drafts-two-gone = Was aufbewahrt war, ist fort: es wurde in einem anderen Ihrer Fenster gesendet oder verworfen.
drafts-two-here = Der Text aus diesem Fenster
drafts-two-label = { $kind ->
    [note] Die Notiz aus diesem Fenster
   *[reply] Die Antwort aus diesem Fenster
}
drafts-two-instead = Stattdessen diesen aufbewahren
drafts-two-keep = Aufbewahren
