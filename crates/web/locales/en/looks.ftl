# Who looked at one's data.
looks-heading = Who looked at my data
looks-lead = Nobody here may open what you wrote without a right, and every time is written down where it cannot be taken back. These are the times. Where somebody read your request, with what is personal hidden, only because an authority let them, that stands here, too, once for each quarter of an hour.
looks-none = Nobody has opened anything of yours.
looks-opened-message = opened message { $n }
looks-read-clause = read the texts, with what is personal hidden
looks-read-consent = read the texts, with what is personal hidden, because you consented
looks-read-ruling = read the texts, with what is personal hidden, because a ruling allowed it
looks-read-precedent = read the texts, with what is personal hidden, because an earlier ruling stands for such cases
looks-read-motion = read the texts, with what is personal hidden, because the board allowed it by a motion
looks-read-emergency = read the texts, with what is personal hidden, in an emergency that is reviewed afterwards
looks-in = in { $audience }
looks-for-request = for your request <a class="number" href="/me/requests/{ $number }">{ $number }</a>
looks-in-case = in case <span class="number">{ $number }</span>
looks-as = as { $role }
looks-by = by
looks-to-authorities = Who may see my data
looks-cut = Of the readings under an authority the latest { $n } are here. The <a href="/me/fields">download of your data</a> holds the earlier ones, too.
