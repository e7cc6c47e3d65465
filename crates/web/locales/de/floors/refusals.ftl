# Warum etwas verweigert wird, und was helfen würde.

## Warum nicht
refusal-no-right = Nichts gibt Ihnen hier das Recht dazu: { $act }.
refusal-no-right-rule = Nichts gibt Ihnen hier das Recht dazu: { $act }. Die Regel: { $rule }
refusal-takes-two = Das braucht zwei. Die Regel: { $rule }
refusal-sealed = Versiegeltes öffnet nur, wer eine Befugnis hat, was auch die Richtlinien sagen: wem der Fall zugewiesen ist oder wer darin sitzt, um wen es geht, oder wer ein Token vorgewiesen hat.

## Warum eine Zustimmung nicht genügt
unapproved-only_proposed = Die Befehlszeile hat es nur vorgeschlagen; zuerst nimmt es jemand aus dem Team auf.
unapproved-not_approved = Dem wurde nicht zugestimmt, oder es ist schon geschehen.
unapproved-lapsed = Die Zustimmung ist verfallen; schlagen Sie es noch einmal vor.
unapproved-policies_changed = Seit der Zustimmung haben sich die Richtlinien geändert; schlagen Sie es noch einmal vor.
unapproved-something_else = Zugestimmt wurde etwas anderem.
unapproved-thing_changed = Seit der Zustimmung hat sich geändert, worum es geht; schlagen Sie es noch einmal vor.
unapproved-other_proposer = Ausgeführt wird es von der Person, die es vorgeschlagen hat.
unapproved-second_is_first = Die zweite Person ist nie die erste.

## Was helfen würde, Schritt für Schritt
step-then = { $first }, dann { $next }
step-sign-in = melden Sie sich an
step-sign-in-strongly = melden Sie sich mit einem Passkey an, oder bestätigen Sie mit einem Code unter „Anmeldung und Sitzungen“, dass Sie es sind
step-use-session = melden Sie sich an und tun Sie es selbst, nicht mit einem Token
step-use-command-line = lassen Sie es auf der Befehlszeile der Anlage ausführen
step-reopen-case = lassen Sie den Fall wieder öffnen
step-take-case = übernehmen Sie den Fall
step-be-assigned = lassen Sie sich den Fall zuweisen
step-hold-role = lassen Sie sich die Rolle „{ $role }“ geben
step-leave-to-colleague = überlassen Sie es jemand anderem aus dem Team
step-leave-to-author = überlassen Sie es der Person, die die Nachricht geschrieben hat
step-call-second = holen Sie ein zweites Augenpaar: Schlagen Sie es vor, und eine andere Person, die dasselbe darf, stimmt zu
step-show-clause = handeln Sie nach einer ständigen Regel
step-show-consent = bitten Sie die betroffene Person um Einwilligung
step-show-ruling = reichen Sie einen Streitfall ein; ein Schiedsrichter kann darüber entscheiden
step-show-precedent = berufen Sie sich auf einen Entscheid, der für Fälle wie diesen gilt
step-show-motion = bitten Sie den Vorstand um einen Beschluss
step-show-emergency = schlagen Sie das Glas ein; das ist laut, kurz und wird überprüft
