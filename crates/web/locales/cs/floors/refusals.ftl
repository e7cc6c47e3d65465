# Proč je něco odmítnuto a co by pomohlo.

## Proč ne
refusal-no-right = Nic vám zde nedává právo { $act }.
refusal-no-right-rule = Nic vám zde nedává právo { $act }. Pravidlo: { $rule }
refusal-takes-two = To vyžaduje dva lidi. Pravidlo: { $rule }
refusal-sealed = Co je zapečetěno, otevírá jen ten, kdo má oprávnění, ať pravidla říkají cokoli: komu je případ přidělen nebo kdo sedí v jeho tribunálu, o koho jde, nebo kdo předložil token.

## Proč schválení nestačí
unapproved-only_proposed = Příkazový řádek to jen navrhl; nejprve se toho ujme někdo z týmu.
unapproved-not_approved = Toto není schváleno, nebo už je provedeno.
unapproved-lapsed = Schválení propadlo; navrhněte to znovu.
unapproved-policies_changed = Od schválení se změnila pravidla; navrhněte to znovu.
unapproved-something_else = Schváleno bylo něco jiného.
unapproved-thing_changed = Od schválení se změnilo to, čeho se týká; navrhněte to znovu.
unapproved-other_proposer = Provede to ten, kdo to navrhl.
unapproved-second_is_first = Druhý není nikdy první.

## Co by pomohlo, krok po kroku
step-then = { $first }, a potom: { $next }
step-sign-in = přihlaste se
step-sign-in-strongly = přihlaste se přístupovým klíčem, nebo se potvrďte kódem v části „Přihlášení a relace“
step-use-session = přihlaste se a udělejte to sami, ne tokenem
step-use-command-line = nechte to udělat na příkazovém řádku instalace
step-reopen-case = nechte případ znovu otevřít
step-take-case = vezměte si případ
step-be-assigned = nechte si případ přidělit
step-hold-role = nechte si dát roli „{ $role }“
step-leave-to-colleague = přenechte to kolegovi
step-leave-to-author = přenechte to autorovi zprávy
step-call-second = přivolejte druhý pár očí: navrhněte to a jiný, kdo smí totéž, to schválí
step-show-clause = jednejte podle stálého pravidla
step-show-consent = požádejte dotčenou osobu o souhlas
step-show-ruling = podejte spor; rozhodce o tom může rozhodnout
step-show-precedent = odvolejte se na rozhodnutí, které platí pro případy jako tento
step-show-motion = požádejte radu o usnesení
step-show-emergency = rozbijte sklo; je to hlasité, krátké a posuzuje se to
