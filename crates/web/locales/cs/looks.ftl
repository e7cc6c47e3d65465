# Kdo nahlížel do mých údajů.
looks-heading = Kdo se díval na mé údaje
looks-lead = Nikdo zde nesmí bez oprávnění otevřít, co jste napsali, a každé otevření se zapisuje tam, odkud se nedá vymazat. Zde jsou všechna.
looks-none = Nikdo neotevřel nic vašeho.
looks-opened-message = otevřel(a) zprávu { $n }
looks-in = v systému { $audience }
looks-for-request = k vaší žádosti <a class="number" href="/me/requests/{ $number }">{ $number }</a>
looks-in-case = v případu <span class="number">{ $number }</span>
looks-as = v roli: { $role }
looks-by = podle
looks-to-authorities = Kdo smí vidět mé údaje
