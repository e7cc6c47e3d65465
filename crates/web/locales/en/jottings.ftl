# Two texts of one form.
jottings-two = Two texts of this form
jottings-discard = Discard what was kept
jottings-nothing = nothing
