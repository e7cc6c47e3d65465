# What an open page hears at the end.
live-signed-out = signed out
live-not-yours = not yours to see any more
