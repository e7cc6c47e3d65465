# Odmítnutí, které pomůže.
denials-title = Není dovoleno
denials-heading = Toto nesmíte: { $act }
denials-final = Žádné oprávnění, o kterém víme, by na tom nic nezměnilo.
denials-ways = Co by stačilo
denials-recorded = Odmítnutí je zapsáno; nic se nezměnilo ani neukázalo.
denials-foreseen = Nic se nezkusilo, nezměnilo ani neukázalo.
denials-take-case = Vzít si případ
denials-ask-member = Požádat člena
denials-file-dispute = Podat spor
denials-break-glass = Rozbít sklo
denials-call-second = Přivolat druhý pár očí
denials-confirm = Potvrdit, že jste to vy
denials-back = Zpět k { $number }
denials-start = Na začátek
