# Jaká oprávnění kdo má, k čemu a jak se používají.
authorities-heading = Oprávnění, která mám
authorities-what = Vedle toho, co vám dovolují vaše role, bylo toto dáno vám nebo některé z vašich rolí, každé k jednomu účelu. Každé použití se počítá, zapisuje a vidí ho osoba, o jejíž údaje jde. Čtení případu se počítá jednou za každou čtvrthodinu.
authorities-none = Nyní nemáte žádné. Kde je případ potřebuje, řekne jeho stránka, jak o ně požádat.
authorities-over = Skončená

authorities-read-case = číst případ, začerněný
authorities-open-messages = otevřít jeho zapečetěné zprávy
authorities-see = vidět: { $fields }
authorities-change = změnit: { $fields }
authorities-tell = sdělit: { $fields }
authorities-saw = zobrazeno: { $field }
authorities-changed = změněno: { $field }
authorities-told = sděleno: { $field }
authorities-told-to = sděleno { $whom }: { $field }
authorities-to-own = osobě samotné
authorities-to-member = jinému členovi
authorities-to-supplier = dodavateli
authorities-to-partner = partnerovi
authorities-to-agency = úřadu

authorities-title-clause = Stálé pravidlo
authorities-title-consent = Souhlas osoby
authorities-title-ruling = Rozhodnutí
authorities-title-precedent = Precedens
authorities-title-motion = Usnesení
authorities-title-emergency = Rozbité sklo
authorities-kind-clause = článek
authorities-kind-consent = souhlas
authorities-kind-ruling = rozhodnutí
authorities-kind-precedent = precedens
authorities-kind-motion = usnesení
authorities-kind-emergency = nouze
authorities-unused = nepoužito; lze použít { $max }krát
authorities-used = použito { $n }krát z { $max }
