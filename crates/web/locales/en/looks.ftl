# Who looked at one's data.
looks-heading = Who looked at my data
looks-lead = Nobody here may open what you wrote without a right, and every time is written down where it cannot be taken back. These are the times.
looks-none = Nobody has opened anything of yours.
looks-opened-message = opened message { $n }
looks-in = in { $audience }
looks-for-request = for your request <a class="number" href="/me/requests/{ $number }">{ $number }</a>
looks-in-case = in case <span class="number">{ $number }</span>
looks-as = as { $role }
looks-by = by
looks-to-authorities = Who may see my data
