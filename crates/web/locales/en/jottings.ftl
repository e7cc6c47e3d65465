# Two texts of one form.
jottings-two = Two texts of this form
