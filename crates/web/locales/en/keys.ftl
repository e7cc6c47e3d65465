# The keys, and what they do.
keys-everywhere = Everywhere
keys-on-board = On a board
keys-on-case = On a case
keys-go-to = Go to
keys-commands = Command bar: any act, any page
keys-send = Send what is being typed
keys-not-one = { $words }: give one key, a letter, digit or sign
keys-taken-twice = { $key } is taken twice: “{ $first }” and “{ $second }”

## What each key does
key-search = Filter and search
key-sheet = This list
key-go = Go to a page: its letter follows
key-next = Next case
key-previous = Previous case
key-open = Open the case
key-pick = Pick the case, or let it go
key-move-picked = Move what is picked
key-keep-view = Keep what is shown, by a name
key-reply = Reply
key-template = Put a template into the reply
key-note = Write a note
key-seal = The seal of the latest message
key-triage = Triage: to which queue
key-authority = Authority: what you may do
key-step = The next step
key-hand-over = Hand over: to whom
key-close = Close it, or take it up again
key-undo = Undo: to the button that takes back

## The pages of the staff
place-board = Board: all of your queues
place-mine = Assigned to me
place-drafts = Drafts
place-views = Saved views
place-templates = Templates
place-guides = Guides
place-authorities = Authority that I hold
place-disputes = Disputes
place-emergencies = Broken glass
place-people = Find a person
place-log = Log
place-approvals = Waiting for a second
place-staff = Staff and board
place-policies = Policies
place-profile = Profile, key and keys
place-help = Help
place-security = Sign-in and sessions
place-tokens = Tokens for programs
place-requests = My own requests
place-fields = My own data
place-looks = Who looked at my data
key-affairs = Link or merge
place-health = Health of the house
place-channels = Ways in and out
place-queues = Queues, and who staffs them
place-settings = Settings
