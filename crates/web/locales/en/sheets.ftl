# Templates and guides.
sheets-templates = Templates
sheets-guides = Guides
sheets-one = A { $kind }
sheets-write = Write a { $kind }
sheets-language = Language
sheets-all-queues = all queues
sheets-not-offered = not offered
sheets-edition = Edition { $n }
sheets-here-edition = edition { $n }
sheets-edition-by = by { $maker }
sheets-founding = the founding
sheets-no-such-case = there is no such case
sheets-why = Why, for the history; name nobody

## The list
sheets-templates-about = Replies with places to fill, to begin with and to look over. A case offers those in its own language first. None opens anything private, and none knows a name.
sheets-guides-about = Checklists beside a case. Who ticked what, and when, stays on record. What needs two people takes two.
sheets-search = Among these
sheets-search-words = Words
sheets-language-any = all
sheets-search-show = Show
sheets-adopt-about = Chancery comes with { $n } { $n ->
        [one] { $kind }
       *[other] { $kind }s
    } that this house has not. Taking them over touches nothing that is here.
sheets-adopt = Take them over
sheets-none = There are none here.
sheets-none-found = None has these words. Fewer words find more.
sheets-needs = needs a { $role }

## One of them
sheets-show-for = For
sheets-show-needs = Needs
sheets-show-role = a { $role }
sheets-show-edition = Edition
sheets-used-heading = Used
sheets-used = { $n ->
    [0] in no case yet
    [one] in one case
   *[other] in { $n } cases
}
sheets-used-said = it helped in { $helped }, did not in { $not }; of { $unsaid } nothing is told
sheets-used-why = What its requester said first after it. It is told of { $n } cases together and no fewer, so that it tells of nobody alone.
sheets-write-edition = Write another edition
sheets-n-steps = { $n ->
    [one] { $n } step
   *[other] { $n } steps
}
sheets-step-role = ticked by a { $role }
sheets-step-other-than = by somebody else than step { $n }
sheets-step-noted = noted: { $note }
sheets-step-reply = reply
sheets-step-leads-to-consent = leads to consent
sheets-step-leads-to-dispute = leads to dispute
sheets-step-leads-to-emergency = leads to emergency
sheets-step-leads-to-legal = leads to legal
sheets-preview-heading = How it looks
sheets-preview-case = In case
sheets-preview-look = Look
sheets-preview-made-up = in a made-up one
sheets-as-written = As it is written
sheets-editions = Editions
sheets-edition-in-use = in use
sheets-edition-back-to = back to edition { $n }

## One edition
sheets-edition-of = Edition { $n } of { $name }
sheets-edition-why = Why
sheets-edition-made = Made
sheets-edition-reverts = Takes up
sheets-edition-words-of = the words of
sheets-edition-changes = What it changed
sheets-edition-text = What it says
sheets-edition-return = Return to it
sheets-edition-use = Use these words again

## Writing one
sheets-another-edition = Another edition
sheets-another-edition-of = Another edition of <code>{ $name }</code>
sheets-here-another-edition = another edition
sheets-here-new = new
sheets-name = Name, the same in every language
sheets-name-sample = certificate-expired
sheets-heading = Heading, in its language
sheets-text = Text
sheets-text-of-guide = When to use it, and the steps
sheets-template-hint = A value is written <code>{"{{ case.number }}"}</code>, a choice <code>{"{% if case.queue == &#34;support&#34; %} … {% endif %}"}</code>; at most { $n } characters. Write no names: the reply is for everybody.
sheets-values = What a template may use
sheets-value-case-number = the number of the case
sheets-value-case-queue = the queue that holds it
sheets-value-case-page = where the requester sees it, signed in
sheets-value-case-answer_hours = the hours within which its queue answers
sheets-value-house-name = the name of this installation, which is its domain
sheets-value-house-page = where everybody begins
sheets-value-writer-title = your title, as outsiders are told it
sheets-value-today = the date, in the template's language
sheets-guide-hint = First when to use it; then the steps, each beginning with its number: <code>1. </code>. Below a step, on lines of their own: <code>@role support_engineer</code> who may tick it; <code>@other-than 2</code> by somebody else than step 2; <code>@note</code> and what is to be noted; <code>@template</code> and the name of its reply; <code>@open</code> consent, dispute, emergency or legal.
sheets-fault-at = Line { $line }, character { $column }:
sheets-no-fault = Nothing is wrong with it.
sheets-role = Who may use it
sheets-role-none = whoever works on the case
sheets-queues = For cases of these queues; none ticked is all
sheets-offered = Offered for use
sheets-preview = Look at it
sheets-check = Check it
sheets-keep = Keep it
sheets-leave = Leave it
sheets-overtaken = somebody wrote another edition since you began; yours is below, theirs on the page of it
