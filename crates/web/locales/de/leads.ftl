# Zuerst gefragt: wen ein Verweis von anderswo zu einem Fall führte, den sie nur aufgrund einer Befugnis lesen.
leads-title = Fall { $number } lesen?
leads-why = Ein Verweis von anderswo hat Sie hierher geführt. Diesen Fall sehen Sie nur aufgrund einer besonderen Befugnis: Das Lesen wird in Ihrem Namen protokolliert, verbraucht einen Gebrauch, und die Person sieht es.
leads-read = Lesen
leads-leave = Zur Übersicht
