# Gespeicherte Ansichten.
views-heading = Gespeicherte Ansichten
views-about = Filter, die Sie unter einem Namen aufbewahren. Sie sind für Sie versiegelt; niemand sonst sieht sie.
views-none = Sie haben keine.
views-another-name = Ein anderer Name
views-rename = Umbenennen
views-drop = Verwerfen
views-dropped = Verworfen in den letzten { $n } Stunden
views-bring-back = Zurückholen
views-another = Eine weitere
views-name = Name
views-filter = Filter
views-hint = <a href="/help#help-search">Wie man filtert</a>. Höchstens { $n } Ansichten.
views-keep = Speichern
