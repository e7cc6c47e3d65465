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
