# The log: browsed, read as it is kept, proven.
entries-log = Log
entries-act = Act
entries-any-act = any
entries-case = Case
entries-any-case = any
entries-show = Show
entries-checkpoint = <b>{ $n ->
    [one] { $n } entry
   *[other] { $n } entries
}</b> under one signed checkpoint. <a href="/audit/checkpoint">Take it with you</a>: with it, <code>chancery audit verify --against</code> sees any later change.
entries-root = Root
entries-verify = Verify the whole log
entries-no-checkpoint = No checkpoint was signed yet.
entries-none = No entry fits.
entries-entry = Entry
entries-when = When
entries-who = Who
entries-on = On
entries-by = By
entries-refused = refused
entries-done = done
entries-pages = Pages
entries-older = Older entries

entries-title = Entry { $index }
entries-as-kept = As it is kept
entries-canonical = Canonical bytes
entries-leaf = Leaf hash
entries-proof = Download its proof
entries-proof-hint = It shows to anybody, without us, that this entry is in the signed log.
entries-via = Came in by
entries-to = To
entries-person = Person
entries-authority = Authority
entries-policies = Policies
entries-edition = Edition
entries-digest = Digest
entries-via-session = session { $id }
entries-via-token = token { $id }
entries-via-mail = mail
entries-via-job = a job
entries-via-command-line = the command line
entries-via-nothing = nothing
