# The window of a long case: what lies before and behind the messages that are shown.
window-earlier-ones = Messages before these
window-n-earlier = { $n ->
    [one] { $n } message before these
   *[other] { $n } messages before these
}
window-earlier = Earlier messages
window-start = From the beginning
window-later-ones = Messages after these
window-n-later = { $n ->
    [one] { $n } message after these
   *[other] { $n } messages after these
}
window-later = Later messages
window-newest = To the newest
