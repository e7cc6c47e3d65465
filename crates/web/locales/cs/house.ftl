# Stránky o domě samém, podle názvu.
house-rooms = Dům
house-health = Zdraví
house-channels = Cesty dovnitř a ven
house-queues = Fronty
house-settings = Nastavení
house-staff = Tým a rada
house-policies = Pravidla
house-destinations = Cíle předání
