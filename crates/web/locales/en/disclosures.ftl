# Somebody asks to learn something: what may be told.
disclosures-title = Tell something in { $number }
disclosures-heading = Who wants to know: { $field }?
disclosures-others = What suppliers, partners and agencies ask for is nobody’s to tell here; it becomes a dispute.
disclosures-relation = Who asks in <a class="number" href="/cases/{ $number }">{ $number }</a>
disclosures-relation-own = the requester, about themself
disclosures-relation-member = another member
disclosures-relation-supplier = a supplier
disclosures-relation-partner = a partner
disclosures-relation-agency = an agency
disclosures-address = About whom: their exact mail address; nothing where the requester asks about themself
disclosures-show = Show me what may be told
disclosures-leave = Leave it
disclosures-record = It is on record and shown to the person. Nobody of that address and somebody of whom nothing is held look alike.
disclosures-rule-tell = Any member who asks may be told this.
disclosures-rule-ask = Told to others with the person’s consent only.
disclosures-rule-place = Never told here; who asks is sent to { $place }.
disclosures-rule-elsewhere = Never told here; it belongs elsewhere.
