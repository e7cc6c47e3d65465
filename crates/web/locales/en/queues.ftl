# The queues, as whoever runs the house sees them.
queues-what = Where cases wait for their staff. The house is <b>{ $profile }</b> about its own people and its numbers, which is for all queues.
queues-profile-open = open
queues-profile-confidential = confidential
queues-nobody-there = Nobody is there
queues-deserted = what comes in here is seen by nobody. <a href="/staff">Give somebody one of its roles</a>, or have it staffed by others.
queues-retired = retired, takes no more cases
queues-unstaffed = nobody staffs it
queues-address = Address
queues-no-address = none: mail to { $address } is turned away
queues-within = Answers within
queues-target-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
queues-target-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
queues-target-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
queues-cases = Cases
queues-n-open = { $n } open
queues-n-late = { $n } late
queues-staffed-by = Staffed by
queues-n-staff = { $n ->
    [0] nobody
    [one] { $n } person
   *[other] { $n } people
}
queues-as-role = { $n ->
    [0] none
   *[other] { $n }
} as { $role }

## Making and changing one
queues-make = Make a queue
queues-change = Change
queues-change-title = Change a queue
queues-change-heading = Change { $name }
queues-new = new
queues-name = Name, and what stands before the @ of its address
queues-name-hint = Lower-case letters, digits and dashes.
queues-name-old = Under another name, mail to the old address is turned away.
queues-unit = of
queues-unit-minutes = minutes
queues-unit-hours = hours
queues-unit-days = days
queues-not-whole = a whole number is right, such as 4
queues-clocks = Clocks that run go on by the time that they began with.
queues-roles = Staffed by whoever holds one of these roles
queues-keep-it = Keep it
queues-make-it = Make it
queues-leave = Leave it

## Retiring one
queues-retire = Retire
queues-retire-title = Retire a queue
queues-retire-heading = Retire { $name }
queues-retire-it = Retire it
queues-return = Take up again
queues-stays = triage stays: what fits nowhere comes here.
queues-back = Back to the queues
queues-takes-none = It takes no more cases. Mail to <b>{ $address }</b> is turned away at the door, so that its sender knows at once.
queues-cases-open = { $n ->
    [one] { $n } case is open here.
   *[other] { $n } cases are open here.
}
queues-cases-late = { $n } late.
queues-nothing-moved = Nothing is moved by this: they stay, their clocks run on, and its staff goes on seeing and answering them. Whoever staffs it can <a href="/cases?q=queue:{ $name }">move them</a> first.
queues-none-open = No case is open here.
queues-again = It can be taken up again at any time, under the same address.
