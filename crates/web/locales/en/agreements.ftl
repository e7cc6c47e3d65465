# Agreements: what one accepts before one begins.
agreements-title = Agreement
agreements-of = What { $who } agreed to
agreements-of-hint = Nobody but them and counsel sees this. That you looked is on record.
agreements-own = Your agreement with the house
agreements-lacks-check = No check of your background is on record yet. Until it is, your place lies idle; the board of the house sees to it.
agreements-read-this = You were given a place on the staff. Before you begin, read this and accept it. What you agreed to is seen by you and by counsel only.
agreements-accept = I accept this
agreements-go-on = Go to the desk
agreements-accepted = Accepted
agreements-none = There is nothing that was agreed to.
