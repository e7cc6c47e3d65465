# Jak se říká tomu, kdo nemá roli, podle které by se jmenoval.
title-staff = člen týmu
title-command-line = Příkazový řádek
title-requester = Žadatel
title-you = Vy
title-other-party = Druhá strana
title-left = někdo, kdo odešel
title-somebody = Někdo
