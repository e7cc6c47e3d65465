# Moments and lengths of time.
moment-of-year = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $time }
moment-of-past = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year }
moment-full = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }, { $time } { $zone }
moment-late = late { $span }
moment-in = in { $span }
moment-due = due { $at }; { $why }
moment-why = { $target } from { $since }
moment-why-queue = first response, { $queue }: { $why }
moment-hours-minutes = { $hours } h { $minutes } min
moment-under-minute = under 1 min
moment-minutes = { $n } min
moment-hours = { $n } h
moment-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}

# Where a case, a copy or an authority stands: one word, beside a shape.
