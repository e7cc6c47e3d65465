# People, found by their exact address only.
people-heading = Find a person
people-what = By the exact address, within your own queues. The look-up is on record.
people-address = Their mail address
people-no-address = This is not a mail address; it looks like name@example.org.
people-find = Find, on record
people-cases = Cases of that address
people-within = Within your queues. This look-up is on record.
people-another = Another address
people-none = None in your queues.
