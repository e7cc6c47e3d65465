# Verknüpfen, Zusammenlegen und Teilen von Fällen.
affairs-link-it = Verknüpfen
affairs-merge-it = Zusammenlegen
affairs-choose-messages = Nachrichten wählen

## Was zusammengehört
affairs-heading = Gehört zusammen
affairs-parts = Teile dieses Falls
affairs-is-part = <b class="number">{ $number }</b> ist Teil dieses Falls
affairs-merged-by = zusammengelegt von { $who }
affairs-placeholders = Platzhalter in seinen Nachrichten gelten nur für ihn
affairs-take-apart = Herauslösen
affairs-linked = Verknüpft
affairs-part-of-now = jetzt Teil von <a class="number" href="/cases/{ $number }">{ $number }</a>
affairs-linked-by = verknüpft von { $who }
affairs-hidden = ein Fall, den Sie nicht sehen dürfen
# Hinter der Art der Verknüpfung, statt der Nummer.
affairs-hidden-other = (Sie dürfen ihn nicht sehen)
affairs-unlink = Verknüpfung aufheben

## Wie zwei zusammengehören; es folgt die Nummer des anderen
affairs-related-to = verwandt mit Fall
affairs-duplicate-of = Dublette von Fall
affairs-has-duplicate = hat als Dublette Fall
affairs-caused-by = verursacht durch Fall
affairs-cause-of = Ursache von Fall
affairs-follow-up-of = Folge von Fall
affairs-followed-by = gefolgt von Fall
affairs-split-from = abgeteilt von Fall
affairs-split-into = davon abgeteilt Fall

## Formulare
affairs-link-kind = Wie die beiden zusammengehören
affairs-link-number = Die Nummer des anderen Falls
affairs-link = Verknüpfen
affairs-goes-into = Dieser Fall geht in
affairs-merge = Zusammenlegen
affairs-split = Nachrichten zu einem eigenen Fall machen
affairs-number-such-as = ein Fall hat eine Nummer wie s20261121.17
affairs-not-sent = Es wurde nicht gesendet: Der Fall ist jetzt Teil von { $number }. Lesen Sie den Fall als Ganzes, dann senden Sie es hier.

## Eben getan
affairs-split-off = Abgeteilt von <a class="number" href="/cases/{ $number }">{ $number }</a>.
affairs-are-one = Zwei Fälle sind einer. Auch <a href="#affairs">später</a> lassen sie sich wieder trennen.
affairs-undo = Zurücknehmen

## Nachrichten wählen
affairs-split-title = { $number }: ein eigener Fall
affairs-which = Welche Nachrichten sind ein eigener Fall?
affairs-split-means = Der neue Fall hat dieselbe anfragende Person, und wer diesen Fall hat, hat auch ihn. Antworten auf gewählte Nachrichten kommen von nun an dort an. Zurück kommt er, indem er mit diesem zusammengelegt wird.
affairs-split-window = Zusammen wählen lässt sich nur, was hier zusammen gezeigt wird: Ihre Auswahl bleibt nicht erhalten, wenn Sie zu anderen Nachrichten gehen.
affairs-stays = bleibt, sie sagt, worum es in diesem Fall geht
affairs-subject = Worum es im neuen Fall geht
affairs-subject-empty = (leer: was seine erste Nachricht sagt)
affairs-leave = So lassen
affairs-make = Daraus einen Fall machen
