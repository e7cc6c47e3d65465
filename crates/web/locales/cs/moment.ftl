# Okamžiky a délky času.
moment-of-year = { $day }. { $month }. { $time }
moment-of-past = { $day }. { $month }. { $year }
moment-full = { $day }. { $month ->
    [1] ledna
    [2] února
    [3] března
    [4] dubna
    [5] května
    [6] června
    [7] července
    [8] srpna
    [9] září
    [10] října
    [11] listopadu
   *[12] prosince
} { $year }, { $time } { $zone }
moment-late = { $span } po termínu
moment-in = za { $span }
moment-due = termín { $at }; { $why }
moment-why = { $target } od { $since }
moment-why-queue = první odpověď, { $queue }: { $why }
moment-hours-minutes = { $hours } h { $minutes } min
moment-under-minute = necelou minutu
moment-minutes = { $n } min
moment-hours = { $n } h
moment-days = { $n ->
    [one] { $n } den
    [few] { $n } dny
   *[other] { $n } dní
}
