# What stands around every page.
frame-skip = Skip to the page
# While the house has not answered yet.
frame-busy = One moment…
frame-demo = A demonstration: everybody here is invented.
frame-demo-tour = The tour, and other seats
frame-alarm = <b>You have broken glass</b> over <a href="/cases/{ $number }">{ $number }</a>: { $left } left, until { $until }. Every use is listed.
frame-alarm-end = End it when you are done
frame-zone = Times: { $zone }
frame-language = Language
frame-keys = Keys
frame-keys-choose = Choose other keys
frame-keys-help = Words, shapes and keys, explained
frame-keys-and-help = Keys and help
frame-close = Close
frame-menu = Menu
frame-sign-out = Sign out
frame-commands = Commands
frame-search = Cases
frame-search-label = Filter cases: words, “phrases”, queue:, state:, is:late, waiting>2d
frame-search-hint = Filter and search
frame-n-late = { $n } late
frame-n-open = { $n ->
   *[other] open
}
frame-n-cases = cases
frame-n-kept = { $n ->
   *[other] kept
}

## The navigation of the desk
frame-desk = Desk
frame-queues = Queues
frame-queues-all = all of yours
frame-mine = Mine
frame-mine-assigned = assigned to me
frame-drafts = drafts
frame-views = saved views
frame-authorities = authority that I hold
frame-profile = profile and key
frame-security = sign-in and sessions
frame-tokens = tokens for programs
frame-own-requests = my own requests
frame-own-data = my own data
frame-house = House
frame-disputes = disputes
frame-emergencies = broken glass
frame-people = find a person
frame-log = log
frame-templates = templates
frame-guides = guides
frame-approvals = waiting for a second
frame-help = help

## The navigation of requesters
frame-portal = Your pages
frame-portal-requests = My requests
frame-portal-disputes = My disputes
frame-portal-consents = Asked of me
frame-portal-fields = My data
frame-portal-authorities = Who may see it
frame-portal-looks = Who looked
frame-portal-security = Sign-in
frame-the-house = the house

## Around what somebody said
frame-quote-open = “
frame-quote-close = ”
frame-handovers = handovers
