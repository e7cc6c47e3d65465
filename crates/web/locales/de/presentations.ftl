# Eine Befugnis auf dem Weg zu einem System außerhalb.
presentations-title = Befugnis vorlegen: { $audience }
presentations-heading = Für { $audience }
presentations-what = Das ist Ihre Befugnis, ausgestellt nur auf Sie und auf { $audience }. Sie gilt einmal, bis { $until }. Zeigen Sie sie niemandem sonst, und bewahren Sie sie nirgends auf.
presentations-token = Das Token
presentations-go = Damit zu { $audience } gehen
presentations-leave = Sie verlassen Chancery und gehen zu { $url }; dort wird bei uns zurückgefragt, bevor etwas geschieht.
presentations-copy = Kopieren Sie es und fügen Sie es dort ein.
presentations-back = Zurück zu Ihren Befugnissen
