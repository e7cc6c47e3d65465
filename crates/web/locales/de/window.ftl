# Der Ausschnitt eines langen Falls: was vor und hinter den gezeigten Nachrichten liegt.
window-earlier-ones = Nachrichten vor diesen
window-n-earlier = { $n ->
    [one] { $n } Nachricht vor diesen
   *[other] { $n } Nachrichten vor diesen
}
window-earlier = Frühere Nachrichten
window-start = Von Anfang an
window-later-ones = Nachrichten nach diesen
window-n-later = { $n ->
    [one] { $n } Nachricht nach diesen
   *[other] { $n } Nachrichten nach diesen
}
window-later = Spätere Nachrichten
window-newest = Zu den neuesten
