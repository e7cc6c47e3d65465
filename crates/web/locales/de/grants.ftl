# Eine Einwilligung geben: noch einmal in Worten, und bestätigt.
grants-agree = Dem zustimmen
grants-heading = Dem stimmen Sie zu
grants-who = Wer als { $holder } an Ihrer Anfrage <span class="number">{ $number }</span> arbeitet, darf
grants-open-messages = die versiegelten Nachrichten dieser Anfrage öffnen
grants-see = Ihre Daten sehen: { $fields }
grants-change = Ihre Daten ändern: { $fields }
grants-tell = Ihre Daten der Person mitteilen, die in dieser Anfrage fragt: { $fields }
grants-how-often = höchstens <b>{ $n }-mal</b>, bis <b>{ $until }</b>.
grants-ends = Es endet von selbst, wenn Sie es zurücknehmen oder wenn die Anfrage geschlossen wird. Jeden Gebrauch sehen Sie unter „Wer meine Daten sehen darf“.
grants-needs-more = Damit niemand sonst in Ihrem Namen zustimmen kann, braucht dies mehr als einen Link in Ihrem Postfach: einen Passkey oder eine Authentifizierungs-App. Sie haben noch keines von beiden; es dauert zwei Minuten, und die Bitte wartet so lange auf Sie.
grants-set-up = Einrichten
grants-afterwards = Danach führt Sie dort eine Zeile hierher zurück. Oder <a href="/consents/{ $id }">lehnen Sie ab</a>, das braucht nichts.
grants-show = Zeigen Sie, dass Sie es sind, und es gilt.
grants-back = Zurück, um es zu ändern
grants-needs-proof = dies braucht einen Passkey oder einen Code Ihrer App
