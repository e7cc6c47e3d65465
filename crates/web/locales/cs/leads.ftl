# Nejdřív otázka: koho přivedl odkaz odjinud k případu, který čte jen na základě oprávnění.
leads-title = Číst případ { $number }?
leads-why = Přivedl vás sem odkaz odjinud. Tento případ vidíte jen na základě zvláštního oprávnění: přečtení se zapíše pod vaším jménem, spotřebuje jedno použití a uvidí je osoba, které se týká.
leads-read = Přečíst
leads-leave = Na přehled
