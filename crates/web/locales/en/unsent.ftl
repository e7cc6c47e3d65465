# What was typed and was not sent.
unsent-signed-out = You are signed out, and nothing was sent yet
unsent-signed-out-text = Your sign-in ended before this form came to us. Nothing was written, and we keep nothing of it.
unsent-sign-in = Sign in, in another tab
unsent-then = What you typed stands here. Sign in in another tab and come back to this one; then go on, and you can send it.
unsent-older = Nothing was sent yet
unsent-older-text = The form did not carry the token of this browser as it is now: it may be from before you signed in, or a copy of a page. What you typed stands here, and one press sends it, as whoever is signed in now.
unsent-here = What you typed:
unsent-copy = It cannot be sent as it is. What you typed, to be copied:
unsent-matter = What it is about, as it is now
unsent-files = Files, chosen once more: a page cannot choose them again
unsent-go-on = I am signed in again: go on
unsent-send = Send it
unsent-field = { $name ->
    [subject] Subject
    [title] Heading
    [note] Note
    [words] Words
    [why] Why
    [reason] Reason
    [finding] Finding
    [complaint] Complaint
    [relief] What is asked for
    [respondent] Against whom
    [facts] Facts
    [considerations] Considerations
    [decision] Ruling
    [strikes] What is struck
    [named] Who is named
    [limits] Acts
    [value] Value
    [known] How it is known
    [key] Key
    [address] Address
   *[other] Text
}
unsent-to = Where it goes:
unsent-chosen = { $name ->
    [visibility] Who reads it
    [destination] To whom it goes
    [days] For how many days
    [set_to] Set to
    [hours] For how many hours
    [n_uses] How often
    [fields] Which fields
    [acts] Which acts
    [queue] Queue
    [queues] For which queues
    [role] Role
    [language] Language
    [is_offered] Is offered
    [interim] Interim ruling
    [sealed] Sealed ruling
    [name] Name
   *[other] { $name }
}
