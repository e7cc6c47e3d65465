# Zeitpunkte und Zeitspannen.
moment-of-year = { $day }. { $month ->
    [1] Jan.
    [2] Feb.
    [3] März
    [4] Apr.
    [5] Mai
    [6] Juni
    [7] Juli
    [8] Aug.
    [9] Sep.
    [10] Okt.
    [11] Nov.
   *[12] Dez.
} { $time }
moment-of-past = { $day }. { $month ->
    [1] Jan.
    [2] Feb.
    [3] März
    [4] Apr.
    [5] Mai
    [6] Juni
    [7] Juli
    [8] Aug.
    [9] Sep.
    [10] Okt.
    [11] Nov.
   *[12] Dez.
} { $year }
moment-full = { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
} { $year }, { $time } { $zone }
moment-late = { $span } überfällig
moment-in = noch { $span }
moment-due = fällig { $at }; { $why }
moment-why = { $target } ab { $since }
moment-why-queue = erste Antwort, { $queue }: { $why }
moment-hours-minutes = { $hours } h { $minutes } min
moment-under-minute = weniger als 1 min
moment-minutes = { $n } min
moment-hours = { $n } h
moment-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tage
}
