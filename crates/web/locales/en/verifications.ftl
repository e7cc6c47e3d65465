# The whole log, verified.
verifications-title = Verification
verifications-crumb = verification
verifications-sound = sound
verifications-whole = The log is whole
verifications-whole-what = Every entry is as it was written, in its place, and under the signed checkpoints, and “who looked at my data” says what the entries say.
verifications-not-sound = not sound
verifications-faults = { $n ->
    [one] One thing is wrong with the log
   *[other] { $n } things are wrong with the log
}
verifications-more = Shown are the first { $n }; <code>chancery audit verify</code> writes more.
verifications-at = Verified
verifications-entries = Entries
verifications-pending = { $n ->
    [one] and { $n } that waits for its number
   *[other] and { $n } that wait for their number
}
verifications-checkpoints = Checkpoints
verifications-fitting = { $n } signed and fitting
verifications-looks-label = Who looked
verifications-looks = { $n ->
    [one] { $n } look, as its entry made it
   *[other] { $n } looks, each as its entry made it
}
verifications-root = Root
verifications-itself = This house checked itself. To check it without trusting it, keep a <a href="/audit/checkpoint">checkpoint</a> elsewhere and run <code>chancery audit verify --against</code>.
