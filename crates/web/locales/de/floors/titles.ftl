# Wie heißt, wer keine Rolle hat, nach der er zu nennen wäre.
title-staff = Teammitglied
title-command-line = Befehlszeile
title-requester = Anfragende Person
title-you = Sie
title-other-party = Die andere Partei
title-left = jemand, der nicht mehr da ist
title-somebody = Jemand
