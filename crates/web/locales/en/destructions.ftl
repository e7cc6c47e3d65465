# What two do to a person who is named by address.
destructions-destroy = Destroy a person’s data
destructions-destroy-what = Their keys are destroyed, and with them all that is sealed to them, in every copy and backup. It takes two: you propose it, and another who may do the same approves. Whether we hold anything about the address is told to nobody.
destructions-reset = Reset how a person signs in
destructions-reset-what = For somebody who lost all by which they sign in. Their passkeys, password, app and recovery codes are removed and their sessions end; they are told by mail, and a link to their address lets them in to set up anew. It takes two. Whether we know the address is told to nobody.
destructions-address = Their mail address
destructions-propose = Propose it
