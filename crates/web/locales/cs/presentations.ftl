# Oprávnění na cestě do systému venku.
presentations-title = Předložit oprávnění: { $audience }
presentations-heading = Pro { $audience }
presentations-what = Toto je vaše oprávnění, vystavené jen pro vás a pro { $audience }. Platí jednou, do { $until }. Nikomu jinému je neukazujte a nikam je neukládejte.
presentations-token = Token
presentations-go = Přejít s ním do { $audience }
presentations-leave = Opouštíte Chancery a jdete na { $url }; než cokoli udělá, zeptá se nás.
presentations-copy = Zkopírujte ho a vložte tam.
presentations-back = Zpět k vašim oprávněním
