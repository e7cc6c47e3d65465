# What is held about a person.
fields-heading = What is held about me
fields-lead = Beside what you wrote to us. The staff see none of it without your consent or a ruling, and each look is listed for you.
fields-none = Nothing but your requests.
fields-elsewhere = held in another system
fields-no-value = nothing is held
fields-to-looks = Who looked
fields-to-consents = What I was asked
fields-yours = Take it with you, correct it, have it forgotten
fields-export = All that is held about you as one archive (ZIP): your requests and disputes with your files, who looked and why, your consents and keys. Nothing of others is in it; its index.txt says in plain words what is in it and what is not. It is on record that you took it.
fields-download = Download all of it
fields-correction = Something is wrong? <a href="/me/requests/new?about=correction">Ask us to correct it</a>; nobody changes it without your consent.
fields-erasure = You want to be forgotten? <a href="/me/requests/new?about=erasure">Ask for that</a>; two of the staff carry it out together, and nothing can be read afterwards, in no copy and no backup.

## What others are told who ask
fields-rule-tell = another member who asks is told this
fields-rule-ask = told to nobody without your consent
fields-rule-redirect = never told here; who asks is sent to where it belongs

## Changing a field for the requester of a case
fields-change-title = Change a field in { $number }
fields-change = Change { $label }
fields-change-lead = For the requester of <a class="number" href="/cases/{ $number }">{ $number }</a>. It uses the authority once, is on record, and the person sees it.
fields-new-value = The new value
fields-new-value-for = The new value, in place of the one that is held
fields-change-it = Change it
fields-leave = Leave it
fields-propose-lead = For the requester of <a class="number" href="/cases/{ $number }">{ $number }</a>. This takes two: you propose the value, another who could change it approves exactly that, and then it is kept. It uses your authority once, is on record, and the person sees it.
fields-propose-it = Propose exactly this
