# Kdo nahlížel do mých údajů.
looks-heading = Kdo se díval na mé údaje
looks-lead = Nikdo zde nesmí bez oprávnění otevřít, co jste napsali, a každé otevření se zapisuje tam, odkud se nedá vymazat. Zde jsou všechna. Četl-li někdo vaši žádost, se začerněnými osobními údaji, jen proto, že mu to dovolilo zvláštní oprávnění, stojí to zde také, jednou za každou čtvrthodinu.
looks-none = Nikdo neotevřel nic vašeho.
looks-opened-message = otevřel(a) zprávu { $n }
looks-read-clause = četl(a) texty se začerněnými osobními údaji
looks-read-consent = četl(a) texty se začerněnými osobními údaji, protože jste s tím souhlasili
looks-read-ruling = četl(a) texty se začerněnými osobními údaji, protože to dovolilo rozhodnutí
looks-read-precedent = četl(a) texty se začerněnými osobními údaji, protože pro takové případy platí dřívější rozhodnutí
looks-read-motion = četl(a) texty se začerněnými osobními údaji, protože to dovolila rada usnesením
looks-read-emergency = četl(a) texty se začerněnými osobními údaji v nouzi, která se potom přezkoumává
looks-in = v systému { $audience }
looks-for-request = k vaší žádosti <a class="number" href="/me/requests/{ $number }">{ $number }</a>
looks-in-case = v případu <span class="number">{ $number }</span>
looks-as = v roli: { $role }
looks-by = podle
looks-to-authorities = Kdo smí vidět mé údaje
looks-cut = Ze čtení na základě oprávnění je zde nejnovějších { $n }. Starší obsahuje <a href="/me/fields">soubor s vašimi údaji ke stažení</a>.
