# Jemand möchte etwas erfahren: was mitgeteilt werden darf.
disclosures-title = Etwas mitteilen in { $number }
disclosures-heading = Wer möchte wissen: { $field }?
disclosures-others = Wonach Lieferanten, Partner und Behörden fragen, darf hier niemand mitteilen; es wird ein Streitfall.
disclosures-relation = Wer fragt in <a class="number" href="/cases/{ $number }">{ $number }</a>
disclosures-relation-own = die anfragende Person, nach sich selbst
disclosures-relation-member = ein anderes Mitglied
disclosures-relation-supplier = ein Lieferant
disclosures-relation-partner = ein Partner
disclosures-relation-agency = eine Behörde
disclosures-address = Nach wem: die genaue E-Mail-Adresse; nichts, wenn die anfragende Person nach sich selbst fragt
disclosures-show = Zeigen, was mitgeteilt werden darf
disclosures-leave = Lassen
disclosures-record = Es wird protokolliert und der Person gezeigt. Niemand mit dieser Adresse und jemand, über den nichts vorliegt, sehen gleich aus.
disclosures-rule-tell = Jedem Mitglied, das fragt, darf dies mitgeteilt werden.
disclosures-rule-ask = Wird anderen nur mit Einwilligung der Person mitgeteilt.
disclosures-rule-place = Wird hier nie mitgeteilt; wer fragt, wird hierhin verwiesen: { $place }.
disclosures-rule-elsewhere = Wird hier nie mitgeteilt; es gehört woanders hin.
