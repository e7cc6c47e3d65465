# The first page of a demonstration.
demo-title = A demonstration
demo-heading = A house to look around in
demo-lead = Chancery is a help desk and a security desk in which nobody on the staff may see or change anything private without authority.
demo-lead-invented = Everybody here is invented, and so is what they wrote. Sit down as whom you like: nothing can go wrong, and no mail leaves this machine.
demo-steps = In a few minutes
demo-look = Look, as { $name }
demo-seats = Who works here, and who asks
demo-your-seat = you sit here
demo-sit = Sit down
demo-sit-as = as { $name }
demo-requester = requester
