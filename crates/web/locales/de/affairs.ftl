# Verknüpfen, Zusammenlegen und Teilen von Fällen.
affairs-link-it = Verknüpfen
affairs-merge-it = Zusammenlegen
affairs-choose-messages = Nachrichten wählen
