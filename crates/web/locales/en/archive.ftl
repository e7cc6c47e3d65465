# The index of all that is held about somebody, in the archive that they save. It is plain text.
archive-heading = What is held about you
archive-taken = Taken { $at }. That you took it is on record.
archive-holdings = holdings.json: your name and addresses, your fields, by what you sign in and where you are signed in, your keys for signed answers, who opened what you wrote and for what reason, what you were asked to consent to, and who holds authority over your data.
archive-requests = requests: what you asked and what you were answered, a folder for each request.
archive-disputes = disputes: of each dispute that you are a party of, what its page shows you.
archive-elsewhere = elsewhere: what you wrote in requests of others, without their number and without what others said there.
archive-files = In each of these, the folder files holds what you sent along, and your mails as they came. Open them with care: they are as they were sent.
archive-not = What is not here:
archive-not-others = - what others wrote, and what they wrote about you in it, which is sealed with their words. Ask us for it; we look whose else it is.
archive-not-begun = - what you began to write in a form and did not send: it stands in that form.
archive-not-secrets = - passwords, codes and keys of passkeys: nobody can read those.
archive-not-staff = - notes that the staff wrote for themselves and, if you are one of the staff yourself, what you did as one.
archive-cut = - more than the latest { $cases } cases of a kind, and more than { $files } files: ask us for the rest.
archive-looks-cut = - more than the latest { $n } looks of a kind: ask us for the rest.
archive-kept = All of it is kept until you ask us to forget you, unless the law makes us keep it; what you wrote in requests of others as long as theirs; nothing is deleted by its age. Each request says on its page what is kept until when.
archive-contents = { $n ->
    [0] What is here, without files:
    [one] What is here, with one file:
   *[other] What is here, with { $n } files:
}
archive-unopened = What could not be opened, and is not in it:
archive-moved = While this was packed, requests were put together or taken apart. What was moved may be missing here: please download it once more.
archive-lists-cut = - more of what you were asked to consent to, of authorities, of meetings or of readings than the longest list holds: ask us for the rest.
archive-not-evidence = - what you signed when you answered by signed mail, what proves your fresh proofs, agreements that you accepted, a check of your background, tokens of programs, what you said earlier of whether an answer helped, and all but the first 10000 messages of a dispute and the last 50 uses of one authority: ask us for it.
