# Asked first: whom a link from elsewhere led to a case that they read under an authority alone.
leads-title = Read case { $number }?
leads-why = A link from elsewhere led you here. You see this case under an authority alone: to read it is put on record in your name, uses the authority once, and the person sees it.
leads-read = Read it
leads-leave = To the board
