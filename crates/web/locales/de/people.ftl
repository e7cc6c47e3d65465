# Personen, nur mit ihrer genauen Adresse zu finden.
people-heading = Eine Person suchen
people-what = Mit der genauen Adresse, in Ihren eigenen Warteschlangen. Die Suche wird protokolliert.
people-address = E-Mail-Adresse der Person
people-no-address = Das ist keine E-Mail-Adresse; sie sieht aus wie name@example.org.
people-find = Suchen, mit Protokoll
people-cases = Fälle dieser Adresse
people-within = In Ihren Warteschlangen. Diese Suche ist protokolliert.
people-another = Eine andere Adresse
people-none = Keine in Ihren Warteschlangen.
