# Everything that can be done from here.
commands-heading = Commands
commands-what = What to do
commands-find = Find
commands-none = Nothing that you may do from here is called so.
commands-on-case = On { $number }
commands-show-case = Show the case
commands-move-to = Move to { $queue }
commands-take = Take it
commands-assign = Assign to somebody
commands-mine = My cases
commands-queues = Queues
commands-queue = Queue { $queue }
commands-n-open = { $n ->
   *[other] { $n } open
}
commands-views = Saved views
commands-pages = Pages
commands-hand-over = Hand it over

## What else can be done to a case
commands-accept = Accept the handover
commands-accepted-outside = Say that the handover was accepted
commands-decline = Decline the handover
commands-withdraw = Take the handover back
commands-open-message = Open the latest message
commands-confirm = Look at a new sender, and confirm them
commands-undo-reply = Take my reply back
commands-join = Join it to { $number }
commands-take-apart = Take { $number } apart from it
commands-undo-split = Give it back to { $number }
commands-see-field = See { $field }
commands-change-field = Change { $field }
commands-follow-guide = Go on with the guide { $guide }
commands-begin-guide = Begin the guide { $guide }
commands-use-template = Use a template
