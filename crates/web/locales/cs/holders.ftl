# Kdo smí vidět mé údaje.
holders-title = Kdo smí vidět mé údaje
holders-heading = Kdo smí vidět nebo měnit mé údaje
holders-what = Nikdo zde nesmí otevřít, co je zapečetěno, jen proto, že zde pracuje. Tito smějí, každý k jednomu účelu a na omezenou dobu. Co jste dali, můžete kdykoli vzít zpět; skončí to ihned.
holders-none = Oprávnění k vašim údajům nyní nikdo nemá.
holders-over = Skončená
holders-consents = Oč vás žádali
holders-looks = Kdo se díval
holders-fields = Co je o vás uloženo
holders-your-consent = Váš souhlas
holders-emergency = Nouze, bez vašeho souhlasu
