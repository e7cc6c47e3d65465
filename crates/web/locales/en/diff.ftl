# What became of a text, line by line.
diff-left-out = { $n ->
    [one] one line stays
   *[other] { $n } lines stay
}
diff-removed = is removed
