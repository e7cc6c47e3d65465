# A refusal that helps.
denials-title = Not allowed
denials-heading = You may not { $act }
denials-final = No authority that we know of would change this.
denials-ways = What would do
denials-recorded = The refusal is on record; nothing was changed or shown.
denials-foreseen = Nothing was tried, changed or shown.
denials-take-case = Take the case
denials-ask-member = Ask the member
denials-file-dispute = File a dispute
denials-break-glass = Break glass
denials-call-second = Call a second pair of eyes
denials-confirm = Confirm that it is you
denials-back = Back to { $number }
denials-start = To the start
