# Giving consent: once more in words, and proved.
grants-agree = Agree to this
grants-heading = This is what you agree to
grants-who = Any { $holder } who works on your request <span class="number">{ $number }</span> may
grants-open-messages = open the sealed messages of this request
grants-see = see your { $fields }
grants-change = change your { $fields }
grants-tell = tell your { $fields } to whoever asks in this request
grants-how-often = at most <b>{ $n ->
    [one] { $n } time
   *[other] { $n } times
}</b>, until <b>{ $until }</b>.
grants-ends = It ends by itself, when you take it back, or when the request is closed. You see each use under “Who may see my data”.
grants-needs-more = So that nobody else can agree in your name, this needs more than a link in your mailbox: a passkey, or an authenticator app. You have neither yet; it takes two minutes, and this request waits for you meanwhile.
grants-set-up = Set one up
grants-afterwards = Afterwards a line there leads you back here. Or <a href="/consents/{ $id }">decline</a>, which needs nothing.
grants-show = Show that it is you, and it counts.
grants-back = Back, to change it
grants-needs-proof = this needs a passkey or a code of your app
