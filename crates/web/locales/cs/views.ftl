# Uložené pohledy.
views-heading = Uložené pohledy
views-about = Filtry, které si ukládáte pod názvem. Jsou zapečetěné pro vás; nikdo jiný je nevidí.
views-none = Žádné nemáte.
views-another-name = Jiný název
views-rename = Přejmenovat
views-drop = Zahodit
views-dropped = Zahozené za posledních { $n } hodin
views-bring-back = Vrátit zpět
views-another = Další
views-name = Název
views-filter = Filtr
views-hint = <a href="/help#help-search">Jak filtrovat</a>. Pohledů nejvýše { $n }.
views-keep = Uložit
