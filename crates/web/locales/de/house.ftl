# Die Seiten über das Haus selbst, beim Namen.
house-rooms = Das Haus
house-health = Gesundheit
house-channels = Wege hinein und hinaus
house-queues = Warteschlangen
house-settings = Einstellungen
house-staff = Team und Vorstand
house-policies = Richtlinien
house-destinations = Ziele
