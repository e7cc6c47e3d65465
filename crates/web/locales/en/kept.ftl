# What is kept of a person, and until when.
kept-heading = What is kept until when
kept-to-all = What else is kept until when
kept-class-personal = Personal
kept-class-legal = Legal
kept-personal = what you wrote, what you were answered, and your files and mails are kept until you <a href="/me/requests/new?about=erasure">ask us to forget you</a>. Then nothing of it can be read any more, in no copy and no backup; nothing is deleted by its age.
kept-legal = this is a legal inquiry, and kept for the dispute <a class="number" href="/me/disputes/{ $number }">{ $number }</a> and for as long as the law asks.
kept-draft = What you begin to write here and do not send is kept until you send or empty it, at the longest until the request is closed.
kept-law = The law can make us keep something that you ask us to forget. Whether it does we say to nobody beforehand, to you no more than to others; whoever asks is answered.

kept-what-words = What you wrote in your own requests, what you were answered, your files and mails
kept-until-words = until you ask us to forget you
kept-what-fields = Your name, your addresses, your fields
kept-until-fields = until they are changed, or you ask us to forget you
kept-what-begun = What you began to write and did not send
kept-until-begun = until you send or empty it, or the request is closed
kept-what-factors = By what you sign in, your keys for signed answers, your language and time zone
kept-until-factors = until you remove or change them, or ask us to forget you
kept-what-sessions = Links and sessions
kept-until-sessions = a link holds for { $link } minutes and is deleted a day after; a session ends { $idle } hours after you last did something, and that it was stays, without place and device
kept-what-places = From where you came, for limits
kept-until-places = 48 hours, in a form from which nobody can tell the address
kept-what-consents = What you were asked to consent to, what you answered, and who held authority
kept-until-consents = an authority ends on its day, which stands under who may see your data; that it was stays, and its words go when you ask us to forget you
kept-what-looks = Who looked at your data, when and why
kept-until-looks = that somebody looked stays; the reason goes when you ask us to forget you
kept-what-entries = The record of what was done
kept-until-entries = it stays, and names you by a sign that leads to nobody once we have forgotten you
kept-what-others = What you wrote in requests and disputes of others
kept-until-others = until they ask to be forgotten; when you ask, what names you goes from it
kept-what-files = Files and mails with others in them
kept-until-files = until the first of those who are in them asks to be forgotten
kept-what-meetings = That you were met in person
kept-until-meetings = it counts for two years; that it was stays, and what was said of it goes when you ask us to forget you
kept-what-evidence = Agreements that you accepted, answers by signed mail, what proves your fresh proofs
kept-until-evidence = that they were stays; what they hold goes when you ask us to forget you
