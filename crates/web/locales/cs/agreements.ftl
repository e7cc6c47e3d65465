# Dohody: co člověk přijímá, než začne.
agreements-title = Dohoda
agreements-of = { $who }: přijaté dohody
agreements-of-hint = Nevidí to nikdo jiný než tato osoba a právní poradce. Že jste nahlédli, je zaznamenáno.
agreements-own = Vaše dohoda s domem
agreements-lacks-check = Prověrka vaší osoby ještě není zaznamenána. Do té doby vaše místo odpočívá; stará se o to rada domu.
agreements-read-this = Dostali jste místo v týmu. Než začnete, přečtěte si toto a přijměte to. Co jste přijali, vidíte jen vy a právní poradce.
agreements-accept = Přijímám to
agreements-go-on = K pracovnímu stolu
agreements-accepted = Přijato
agreements-none = Nic přijato nebylo.
