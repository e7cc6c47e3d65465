# Tokens for programs.
tokens-title = Tokens
tokens-heading = Tokens for programs
tokens-what = A program that shows one acts as you over the <a href="/api/v1/openapi.json">API</a>, as far as your roles and the token let it. It never approves, rules, consents or changes the staff. You are told by mail of each that is made.
tokens-none = You have none.
tokens-all-acts = all that your roles let you
tokens-ends = ends
tokens-last-used = last used
tokens-never-used = never used
tokens-in-log = <code>{ $id }</code> in the log
tokens-end = End it
tokens-another = Another one
tokens-acts = Acts that it is limited to, by name
tokens-acts-example = case.list, case.show
tokens-acts-hint = Empty is all that your roles let you. Fewer is better: what it may not do, a thief of it cannot.
tokens-days = Days that it holds
tokens-make = Make it
tokens-new = A new token
tokens-once = It is shown this once. Keep it where your program finds it and nobody else.
tokens-sent-as = The program sends it as <code>Authorization: Bearer …</code>. It ends
tokens-kept = It is kept
tokens-no-act = There is no act { $act }; it looks like case.list.
