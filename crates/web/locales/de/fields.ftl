# Was über eine Person geführt wird.
fields-heading = Was über mich geführt wird
fields-lead = Neben dem, was Sie uns geschrieben haben. Das Team sieht nichts davon ohne Ihre Einwilligung oder einen Entscheid, und jede Einsicht wird für Sie aufgeführt.
fields-none = Nichts außer Ihren Anfragen.
fields-elsewhere = in einem anderen System geführt
fields-no-value = nichts wird geführt
fields-to-looks = Wer nachgesehen hat
fields-to-consents = Worum ich gebeten wurde
fields-yours = Mitnehmen, berichtigen, vergessen lassen
fields-export = Alles, was über Sie geführt wird, als ein Archiv (ZIP): Ihre Anfragen und Streitfälle mit Ihren Dateien, wer Einsicht nahm und warum, Ihre Einwilligungen und Schlüssel. Nichts von anderen ist darin; index.txt sagt in einfachen Worten, was darin ist und was nicht. Es wird aufgeschrieben, dass Sie es genommen haben.
fields-download = Alles herunterladen
fields-correction = Etwas ist falsch? <a href="/me/requests/new?about=correction">Bitten Sie uns, es zu berichtigen</a>; niemand ändert es ohne Ihre Einwilligung.
fields-erasure = Sie möchten vergessen werden? <a href="/me/requests/new?about=erasure">Bitten Sie darum</a>; zwei aus dem Team führen es gemeinsam aus, und danach lässt sich nichts mehr lesen, in keiner Kopie und keiner Sicherung.

## Was andere erfahren, die fragen
fields-rule-tell = ein anderes Mitglied, das fragt, erfährt dies
fields-rule-ask = niemand erfährt es ohne Ihre Einwilligung
fields-rule-redirect = hier erfährt es niemand; wer fragt, wird dorthin verwiesen, wohin es gehört

## Eine Angabe für die anfragende Person eines Falls ändern
fields-change-title = Eine Angabe in { $number } ändern
fields-change = Ändern: { $label }
fields-change-lead = Für die anfragende Person in <a class="number" href="/cases/{ $number }">{ $number }</a>. Es gebraucht die Befugnis einmal, steht im Protokoll, und die Person sieht es.
fields-new-value = Der neue Wert
fields-new-value-for = Der neue Wert, anstelle des geführten
fields-change-it = Ändern
fields-leave = Lassen
fields-propose-lead = Für die anfragende Person in <a class="number" href="/cases/{ $number }">{ $number }</a>. Das braucht zwei: Sie schlagen den Wert vor, eine andere Person, die ihn ändern dürfte, stimmt genau dem zu, und dann wird er geführt. Es gebraucht Ihre Befugnis einmal, steht im Protokoll, und die Person sieht es.
fields-propose-it = Genau das vorschlagen
