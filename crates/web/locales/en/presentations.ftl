# An authority on its way to a system outside.
presentations-title = Take authority to { $audience }
presentations-heading = For { $audience }
presentations-what = This is your authority, made out to you and to { $audience } alone. It is good once, until { $until }. Show it to nobody else, and keep it nowhere.
presentations-token = The token
presentations-go = Go to { $audience } with it
presentations-leave = You leave Chancery for { $url }; it asks us back before it does anything.
presentations-copy = Copy it and paste it there.
presentations-back = Back to what you hold
