# Links, merges and splits of cases.
affairs-link-it = Link it
affairs-merge-it = Merge it
affairs-choose-messages = Choose messages
