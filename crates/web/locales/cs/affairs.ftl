# Propojení, sloučení a rozdělení případů.
affairs-link-it = Propojit
affairs-merge-it = Sloučit
affairs-choose-messages = Vybrat zprávy
