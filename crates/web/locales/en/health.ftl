# How the house does.
health-again = Look again
health-well = All is as it should be
health-looks = { $n } of { $all } parts want a look
health-as-of = As of <time datetime="{ $exact }">{ $at }</time>. Machines ask <a href="/readyz">/readyz</a>; beside a terminal, <code>chancery doctor</code> says the same.
health-state-well = well
health-state-look = look
health-state-broken = broken
