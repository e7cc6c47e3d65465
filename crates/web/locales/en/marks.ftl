# Signs that a page names and does not obey.
marks-direction = turns the direction of writing around
marks-control = a sign for machines, not for reading
marks-too-many = more marks on one letter than are shown
marks-more = { $n ->
    [one] +{ $n } mark
   *[other] +{ $n } marks
}
