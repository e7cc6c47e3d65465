# Was die Richtlinien sagen, die Chancery mitbringt; nach ihrer @id.

## approval.cedar
policy-approval-list-staff = Das ganze Team sieht, was auf ein zweites Augenpaar wartet, soweit es dies selbst tun dürfte.
policy-approval-propose-staff = Mitglieder des Teams schlagen vor, was sie zu zweit tun dürfen.
policy-approval-propose-founder = Die Befehlszeile schlägt nach dem Gründungsbeschluss vor; jemand aus dem Team stimmt zu.
policy-approval-decide-staff = Angemeldete Mitglieder des Teams stimmen dem zu oder lehnen ab, was sie selbst tun dürfen, und nehmen zurück, was sie vorgeschlagen haben.

## authority.cedar
policy-consent-ask-engineer = Supportkräfte der Warteschlange bitten die betroffene Person um Einwilligung.
policy-consent-answer-own = Eine angemeldete Person gibt die erbetene Einwilligung, schränkt sie ein oder lehnt ab.
policy-consent-answer-own-staff = Auch Mitglieder des Teams sind Personen: Sie willigen in das ein, was sie betrifft, oder lehnen ab.
policy-authority-list-own = Mitglieder des Teams sehen, welche Befugnisse sie haben.
policy-authority-present-holder = Wer eine Befugnis hat und angemeldet ist, weist sie einem System vor, das uns fragt, bevor es handelt.
policy-authority-withdraw-issuer = Wer eine Befugnis gegeben hat, nimmt sie jederzeit zurück.
policy-authority-withdraw-issuer-staff = Wer eine Befugnis gegeben hat, nimmt sie jederzeit zurück.
policy-authority-withdraw-holder = Wer eine Befugnis hat, gibt sie jederzeit auf.
policy-authority-give-board = Der Vorstand gibt Befugnis über einen Fall oder eine Gruppe von Fällen durch Beschluss: ein Mitglied beantragt, ein anderes unterstützt, und beide handeln.
policy-authority-withdraw-board = Jedes Mitglied des Vorstands nimmt zurück, was der Vorstand durch Beschluss gab, allein und sofort.
policy-authority-withdraw-leader = Teamleitungen und Vorstandsmitglieder beenden einen Notfall.
policy-person-authorities-own = Eine angemeldete Person sieht, wer Befugnis über ihre Daten hat.
policy-person-authorities-own-staff = Auch Mitglieder des Teams sind Personen: Sie sehen, wer Befugnis über ihre Daten hat.
policy-emergency-declare-first-responders = Supportkräfte, Systemadministratoren und Sicherheitsanalysten schlagen das Glas ein: laut, für höchstens vier Stunden, und es wird überprüft.
policy-emergency-review-arbitrator = Ein Schiedsrichter oder eine Teamleitung beurteilt einen Notfall danach.

## case.cedar
policy-case-open-anyone = Um Hilfe bitten darf jeder.
policy-case-add-anyone = Eine Nachricht hinzufügen darf jeder; die eines neuen Absenders wartet, bis das Team ihn bestätigt.
policy-case-judge-requester = Wer gefragt hat, sagt, ob die Antwort geholfen hat.
policy-case-list-staff = Das Team einer Warteschlange sieht ihre Übersicht und sucht in ihren geschwärzten Texten.
policy-case-show-staff = Das Team einer Warteschlange liest die geschwärzten Texte ihrer Fälle.
policy-case-show-assigned = Wem ein Fall zugewiesen ist, liest seine geschwärzten Texte, wohin er auch verschoben wurde.
policy-case-show-ruling = Ein Entscheid lässt die, die er nennt, die geschwärzten Texte eines Falls lesen.
policy-case-show-motion = Ein Beschluss des Vorstands lässt die, die er nennt, die geschwärzten Texte eines Falls lesen.
policy-case-show-emergency = Im Notfall lesen die, die sich um ihn kümmern, die geschwärzten Texte eines Falls.
policy-case-sort-staff = Sichtung, Supportkräfte, Fallmanager und Teamleitungen einer Warteschlange sortieren ihre Fälle und weisen sie zu.
policy-case-sort-specialists = Wo Systemadministratoren oder Sicherheitsanalysten eine Warteschlange betreuen, sortieren sie ihre Fälle und weisen sie zu.
policy-case-join-staff = Sichtung, Supportkräfte, Fallmanager und Teamleitungen einer Warteschlange verknüpfen ihre Fälle, führen sie zusammen, trennen und teilen sie.
policy-case-join-specialists = Wo Systemadministratoren oder Sicherheitsanalysten eine Warteschlange betreuen, verknüpfen sie ihre Fälle, führen sie zusammen, trennen und teilen sie.
policy-case-note-staff = Das Team einer Warteschlange schreibt Notizen zu ihren Fällen.
policy-case-note-assigned = Wem ein Fall zugewiesen ist, schreibt Notizen zu ihm, wohin er auch verschoben wurde.
policy-case-reply-assigned = Wem ein Fall zugewiesen ist, beantwortet ihn, bis er geschlossen ist.
policy-case-end-assigned = Wem ein Fall zugewiesen ist, schließt ihn; damit ist er niemandem mehr zugewiesen.
policy-case-end-sorters = Sichtung und Teamleitungen einer Warteschlange schließen ihre Fälle und öffnen sie wieder.
policy-case-show-tribunal = Wer in einem Streitfall sitzt, liest seine geschwärzten Texte und die der Anfrage, um die es geht.
policy-case-counsel-legal = Die Rechtsberatung liest die geschwärzten Texte rechtlicher Anfragen und berät durch Notizen.
policy-case-note-counsel = Die Rechtsberatung berät zu rechtlichen Anfragen durch Notizen, und deren Schiedsrichter notiert, worauf es ankommt.
policy-case-reply-legal = Der Schiedsrichter des Streitfalls über eine rechtliche Anfrage beantwortet sie.
policy-case-mark-legal-staff = Wer aus dem Team einen Fall in der eigenen Warteschlange sieht oder in Händen hat, kennzeichnet ihn als rechtliche Anfrage.
policy-case-mark-legal-ruling = Ein Entscheid, der es sagt, lässt die, die er nennt, einen Fall als rechtliche Anfrage kennzeichnen.
policy-case-mark-legal-counsel = Die Rechtsberatung kennzeichnet einen Fall als rechtliche Anfrage.
policy-case-close-tribunal = Wer in einem Streitfall sitzt, schließt ihn, sobald er entschieden ist.

## dispute.cedar
policy-dispute-file-anyone = Einen Streitfall einreichen darf jeder.
policy-dispute-file-staff = Jeder im Team darf einen Streitfall einreichen, einen eigenen oder aus einem Fall, an dem er arbeitet.
policy-dispute-show-party = Eine Partei sieht, was zu ihr und von ihr gesagt wurde und was zu allen gesagt wurde.
policy-dispute-show-tribunal = Das Schiedsgericht sieht alles, was in seinem Streitfall gesagt wurde.
policy-dispute-show-bench = Schiedsrichter, Fallmanager und Teamleitungen sehen, was eingereicht wurde, um es zu übernehmen oder zu beenden.
policy-dispute-show-counsel = Die Rechtsberatung sieht Streitfälle über rechtliche Anfragen.
policy-dispute-take-self = Ein Schiedsrichter und ein Fallmanager übernehmen einen Streitfall, jeder den eigenen Sitz.
policy-dispute-take-other = Wer schon sitzt oder das Team leitet, benennt, wer den anderen Sitz übernimmt.
policy-dispute-decline-arbitrator = Ein Schiedsrichter darf einen wartenden Streitfall ablehnen und sagt, warum.
policy-dispute-leave-tribunal = Wer in einem Streitfall sitzt, darf den Sitz zurückgeben, bis entschieden ist, und sagt, warum.
policy-dispute-end-leader = Eine Teamleitung beendet einen Streitfall, den niemand übernimmt.
policy-dispute-complete-claimant = Wer einen Streitfall eingereicht hat, ergänzt, was ihm fehlt, bis die Anhörung beginnt.
policy-dispute-complete-tribunal = Das Schiedsgericht schreibt auf, was der Antragsteller mündlich oder per Mail ergänzt hat, bis der Streitfall entschieden ist.
policy-dispute-hear-tribunal = Die Schiedsrichter und der Fallmanager eines Streitfalls sprechen zu seinen Parteien.
policy-dispute-confer-tribunal = Wer in einem Streitfall sitzt, berät sich mit den anderen, die darin sitzen.
policy-dispute-confer-counsel = Die Rechtsberatung berät das Schiedsgericht eines Streitfalls über eine rechtliche Anfrage.
policy-dispute-rule-arbitrator = Der Schiedsrichter eines Streitfalls entscheidet ihn.
policy-dispute-appeal-party = Eine Partei darf einmal und innerhalb der Frist um Überprüfung eines endgültigen Entscheids bitten.
policy-ruling-sign-panel = Die Schiedsrichter einer Kammer unterschreiben einen Entscheid, jeder denselben Text.
policy-ruling-sign-board = Der Vorstand prüft einen versiegelten Entscheid: Auch eines seiner Mitglieder unterschreibt ihn.
policy-ruling-release-publisher = Ein Herausgeber, der nicht daran beteiligt war, veröffentlicht einen anonymisierten Entscheid.

## factor.cedar
policy-factor-own = Eine angemeldete Person verwaltet, womit sie sich anmeldet und wo sie angemeldet ist.
policy-factor-own-staff = Auch Mitglieder des Teams sind Personen: Sie verwalten, womit sie sich anmelden und wo sie angemeldet sind.
policy-factor-reset-founder = Wenn jemand alles verloren hat, womit er sich anmeldet, entfernt es die Befehlszeile nach dem Gründungsbeschluss; die Person erfährt es.
policy-factor-reset-two = Wenn jemand alles verloren hat, womit er sich anmeldet, entfernen es Administratoren und Vorstand, zwei von ihnen gemeinsam; die Person erfährt es.

## field.cedar
policy-field-show-own = Eine angemeldete Person sieht, was über sie geführt wird.
policy-field-show-consent = Mit Einwilligung der Person erfährt eine Supportkraft der Warteschlange eine Angabe.
policy-field-show-ruling = Ein Entscheid lässt die, die er nennt, eine Angabe erfahren: in einem Fall, oder in einer Klasse von Fällen die vom Team der Warteschlange.
policy-field-show-precedent = Ein Entscheid, der für Fälle dieser Klasse gilt, lässt eine Supportkraft der Warteschlange eine Angabe erfahren.
policy-field-show-motion = Ein Beschluss des Vorstands lässt die, die er nennt, eine Angabe erfahren: in einem Fall, oder in einer Klasse von Fällen die vom Team der Warteschlange.
policy-field-show-emergency = Im Notfall erfahren die, die sich um ihn kümmern, für höchstens vier Stunden eine Angabe; danach wird es überprüft.
policy-field-edit-consent = Mit Einwilligung einer Person, deren Identität nicht zweifelhaft ist, ändert eine Supportkraft der Warteschlange eine Angabe.
policy-field-edit-ruling = Ein Entscheid lässt die, die er nennt, eine Angabe ändern: in einem Fall, oder in einer Klasse von Fällen die vom Team der Warteschlange.
policy-field-edit-precedent = Ein Entscheid, der für Fälle dieser Klasse gilt, lässt eine Supportkraft der Warteschlange eine Angabe ändern.
policy-field-edit-motion = Ein Beschluss des Vorstands lässt Supportkräfte und Systemadministratoren, die er nennt, eine Angabe ändern: in einem Fall, oder in einer Klasse von Fällen die vom Team der Warteschlange.
policy-field-disclose-member = Ein Mitglied, das fragt, erfährt, was nach der Regel der Angabe jedes Mitglied erfahren darf, etwa eine Statusstufe.
policy-field-disclose-consent = Mit Einwilligung einer Person, deren Identität nicht zweifelhaft ist, teilt eine Supportkraft der Warteschlange eine Angabe mit.
policy-field-disclose-ruling = Ein Entscheid lässt die, die er nennt, eine Angabe mitteilen.

## house.cedar
policy-key-rotate-founder = Die Befehlszeile beginnt nach dem Gründungsbeschluss einen neuen Abschnitt des Schlüssels, der Schlüssel verschlüsselt.
policy-house-show-operators = Administratoren und Systemadministratoren sehen, wie das Haus läuft: seine Einstellungen, seine Wege hinein und hinaus, seinen Zustand und wie viele Fälle in seinen Warteschlangen liegen.
policy-setting-change-house = Das Haus trägt beim Start ein, dass sich die Stellen geändert haben, deren Zertifikate für signierte Mails gelten.
policy-setting-change-administrator = Angemeldete Administratoren ändern die Einstellungen, die das Haus selbst führt; jede Änderung bleibt festgehalten, mit dem, was vorher galt.
policy-delivery-retry-operators = Administratoren und Systemadministratoren lassen Mail, die auf einen weiteren Versuch wartet, sofort abgehen.

## log.cedar
policy-log-show-staff = Prüfer, Teamleitungen, Administratoren und Vorstandsmitglieder sehen das Protokoll durch und fordern Beweise an.
policy-log-show-founder = Die Befehlszeile sieht das Protokoll durch und beweist es; es nennt niemanden.
policy-change-list-staff = Das ganze Team verfolgt die Änderungen, jeder in den eigenen Warteschlangen.

## message.cedar
policy-message-unseal-assigned = Wem ein Fall zugewiesen ist, öffnet seine versiegelten Nachrichten; es wird protokolliert und der Person gezeigt.
policy-message-unseal-consent = Mit Einwilligung der Person öffnet eine Supportkraft der Warteschlange ihre versiegelten Nachrichten.
policy-message-unseal-ruling = Ein Entscheid lässt die, die er nennt, die versiegelten Nachrichten eines Falls öffnen.
policy-message-unseal-precedent = Ein Entscheid, der für Fälle dieser Klasse gilt, lässt eine Supportkraft der Warteschlange deren versiegelte Nachrichten öffnen.
policy-message-unseal-motion = Ein Beschluss des Vorstands lässt die, die er nennt, versiegelte Nachrichten öffnen: in einem Fall, oder in einer Klasse von Fällen die vom Team der Warteschlange.
policy-message-unseal-emergency = Im Notfall öffnen die, die sich um ihn kümmern, für höchstens vier Stunden versiegelte Nachrichten; danach wird es überprüft.
policy-message-send-author = Eine Antwort geht für die Person ab, die sie geschrieben hat, solange diese an dem Fall oder seiner Warteschlange arbeitet.
policy-message-undo-author = Wer eine Antwort geschrieben hat, nimmt sie zurück, solange sie noch wartet.
policy-message-confirm-staff = Das Team einer Warteschlange entscheidet, ob ein neuer Absender zu einem Fall gehört.
policy-message-report-peer = Ein Mailserver meldet, was aus einer abgegangenen Nachricht wurde.
policy-message-unseal-tribunal = Wer in einem Streitfall sitzt, öffnet seine versiegelten Nachrichten und die der Anfrage, um die es geht; es wird protokolliert und der Person gezeigt.
policy-message-send-tribunal = Was ein Schiedsgericht sagt, geht für das Mitglied ab, das es geschrieben hat, solange es darin sitzt.

## person.cedar
policy-person-find-engineer = Supportkräfte suchen eine Person nach ihrer genauen Adresse, in ihren eigenen Warteschlangen.
policy-person-own = Eine angemeldete Person sieht ihre Anfragen und wer ihre Daten eingesehen hat, und nimmt alles mit.
policy-person-own-staff = Auch Mitglieder des Teams sind Personen: Sie sehen ihre Anfragen und wer ihre Daten eingesehen hat, und nehmen alles mit.
policy-person-destroy-founder = Die Befehlszeile vernichtet die Schlüssel einer Person nach dem Gründungsbeschluss.
policy-hold-end-counsel = Die Rechtsberatung beendet eine Sperre, wenn das Recht sie nicht mehr verlangt.
policy-hold-end-ruling = Ein Entscheid lässt die, die er nennt, eine Sperre beenden.
policy-person-destroy-two = Administratoren und Rechtsberatung vernichten die Schlüssel einer Person, zwei von ihnen gemeinsam; nie die eigenen.
policy-person-assure-two = Supportkräfte, Fallmanager und Teamleitungen der Warteschlange, die die anfragende Person persönlich getroffen haben, sagen es zu zweit: eine hat sie getroffen, eine andere genehmigt.
policy-assurance-end-staff = Supportkräfte, Fallmanager und Teamleitungen der Warteschlange nehmen zurück, dass die anfragende Person getroffen wurde, jede allein.
policy-assurance-end-own = Wer persönlich getroffen wurde, lässt es jederzeit zurücknehmen.
policy-assurance-end-own-staff = Auch Mitglieder des Teams sind Personen: dass sie getroffen wurden, lassen sie jederzeit zurücknehmen.

## policy.cedar
policy-policy-show-staff = Das ganze Team liest die Regeln, nach denen es arbeitet.
policy-policy-show-founder = Die Befehlszeile liest und prüft die Regeln.
policy-policy-change-two = Administratoren, Rechtsberatung und Vorstand ändern die Regeln, zwei von ihnen gemeinsam.
policy-policy-change-founder = Die Befehlszeile schlägt nach dem Gründungsbeschluss andere Regeln vor; ein Administrator oder die Rechtsberatung stimmt zu.

## queue.cedar
policy-queue-list-staff = Das ganze Team sieht, welche Warteschlangen es gibt.
policy-queue-edit-administrator = Administratoren legen Warteschlangen an und ändern sie.
policy-queue-edit-founder = Die Befehlszeile legt nach dem Gründungsbeschluss die ersten Warteschlangen an.

## sheet.cedar
policy-sheet-show-staff = Das ganze Team liest die Vorlagen und die Leitfäden.
policy-sheet-edit-queue = Teamleitungen und Supportkräfte einer Warteschlange schreiben ihre Vorlagen und Leitfäden; jede Ausgabe bleibt festgehalten.
policy-sheet-edit-house = Teamleitungen schreiben die Vorlagen und Leitfäden für alle Warteschlangen und übernehmen, was Chancery mitbringt.
policy-guide-work-staff = Das Team einer Warteschlange arbeitet bei ihren Fällen nach Leitfäden, bis sie geschlossen sind; wer was abgehakt hat, bleibt festgehalten.
policy-guide-work-assigned = Wem ein Fall zugewiesen ist, arbeitet bei ihm nach Leitfäden, wohin er auch verschoben wurde.

## staff.cedar
policy-staff-list-staff = Das ganze Team sieht, wer sonst dazugehört.
policy-staff-place-administrator = Administratoren beenden Plätze im Team und vergeben sie, bis der Vorstand des Hauses gegründet ist.
policy-staff-place-board = Der Vorstand vergibt Plätze und Rollen und beendet sie durch Antrag: Ein Mitglied beantragt, ein anderes unterstützt, und beide handeln.
policy-staff-place-own = Wer einen Platz hat, gibt ihn auf.
policy-board-found-founder = Die Befehlszeile gründet den Vorstand des Hauses, und gründet ihn neu, wo er nicht steht.
policy-board-join-own = Mitglieder des Vorstands nehmen den Sitz ein, der ihnen gegeben wurde.
policy-deputy-name-own = Mitglieder des Teams bestimmen, wer sie vertritt.
policy-notice-choose-own = Mitglieder des Teams wählen, wovon sie erfahren, wodurch und wann nicht.
policy-agreement-own-person = Wer ins Team kommen soll, liest die Vereinbarung, nimmt sie an und sieht sie jederzeit wieder.
policy-agreement-own-staff = Mitglieder des Teams nehmen eine neue Vereinbarung an und sehen, was sie angenommen haben.
policy-agreement-show-counsel = Die Rechtsberatung sieht, welche Vereinbarungen ein Mitglied des Teams angenommen hat.
policy-staff-place-founder = Die Befehlszeile vergibt und beendet Plätze im Team nach dem Gründungsbeschluss.
policy-token-create-own = Angemeldete Mitglieder des Teams erstellen Token für sich selbst.
policy-token-create-founder = Die Befehlszeile erstellt nach dem Gründungsbeschluss Token; wem eines gehört, erfährt es.
policy-token-revoke-own = Mitglieder des Teams beenden ihre eigenen Token.
policy-token-revoke-administrator = Administratoren beenden die Token aller.
policy-token-revoke-founder = Die Befehlszeile beendet nach dem Gründungsbeschluss Token und Sitzungen.
policy-key-sign-own = Angemeldete Mitglieder des Teams bringen den Schlüssel mit, der ihre eigene Mail signiert, oder erstellen ihn.
policy-key-sign-founder = Die Befehlszeile stellt nach dem Gründungsbeschluss Schlüssel der eigenen Zertifizierungsstelle aus, zum Ausprobieren.

## der feste Kern
policy-core-token-scope = Ein Token reicht nicht weiter als die Handlungen, für die es erstellt wurde.
policy-core-token-never = Ein Token erstellt nie Schlüssel oder Token, ändert nie Team oder Regeln, stimmt nie zu, entscheidet nie, beendet nie eine Sperre und vernichtet nie; dafür braucht es eine angemeldete Person.
policy-core-staff-level = In diesem Haus weist sich das Team mit mehr als einem Link aus: Bis dahin verwaltet es nur, womit es sich anmeldet, und arbeitet nicht.
policy-core-factor-session = Womit sich jemand anmeldet, ändert die Person selbst, angemeldet, und kein Programm.
policy-core-founder-reads-nothing = Die Befehlszeile liest keine Nachrichten, weder versiegelte noch geschwärzte.
policy-core-visitor-sees-nothing = Wer nicht angemeldet ist, sieht nichts von irgendwem.
policy-core-person-queue = Die Übersicht einer Warteschlange ist nur für das Team.
policy-core-person-case = Eine Person sieht ihre eigenen Anfragen und keine anderen.
policy-core-join-tribunal = Was ein Schiedsgericht anhört und was als rechtliche Anfrage kam, bleibt, wie es ist: Es wird verknüpft, nie zusammengeführt, getrennt oder geteilt.
policy-core-judge-requester = Ob eine Antwort geholfen hat, sagt, wer gefragt hat, angemeldet, und niemand sonst.
policy-core-person-dispute = Eine Person sieht und tut in einem Streitfall nur, was einer Partei zukommt.
policy-core-person-message = Eine Nachricht wird keiner anderen Person gezeigt als der, der sie gehört.
policy-core-person-own = Was über eine Person geführt wird, wird nur ihr gezeigt.
policy-core-staff-own = Was über eine Person geführt wird, wird nur ihr gezeigt.
policy-core-reading-role = Die Anlage einzurichten oder ihr Protokoll zu prüfen, gibt kein Recht, irgendjemandes Nachrichten zu lesen oder zu beantworten.
policy-core-conflict-case = Niemand arbeitet an der eigenen Anfrage; jemand anderes aus dem Team tut es.
policy-core-conflict-dispute = Niemand aus dem Team arbeitet an einem Streitfall, in dem er Partei ist; jemand anderes tut es.
policy-core-conflict-respondent-case = Niemand aus dem Team arbeitet an einem Streitfall, der gegen ihn gerichtet ist; jemand anderes tut es.
policy-core-conflict-respondent-message = Niemand aus dem Team arbeitet an Nachrichten eines Streitfalls, der gegen ihn gerichtet ist; jemand anderes tut es.
policy-core-seat-party = Eine Partei eines Streitfalls sitzt nicht in seinem Schiedsgericht.
policy-core-seat-both = Schiedsrichter und Fallmanager eines Streitfalls sind nie dieselbe Person.
policy-core-seat-engineer = Wer an dem Fall gearbeitet hat, aus dem ein Streitfall kam, sitzt nicht darin.
policy-core-seat-before = Wer in einem Streitfall gesessen hat, sitzt nicht in dessen Berufung.
policy-core-seat-role = Einen Sitz übernimmt ein Schiedsrichter oder ein Fallmanager, jeder den eigenen.
policy-core-rule-arbitrator = Einen Streitfall entscheidet sein Schiedsrichter und niemand sonst.
policy-core-rule-complete = Ein Entscheid braucht ein vollständiges Schiedsgericht, Schiedsrichter und Fallmanager, solange die Anhörung läuft.
policy-core-sign-once = Niemand unterschreibt einen Entscheid zweimal: Zwei Unterschriften sind zwei Menschen.
policy-core-sign-manager = Wer das Verfahren eines Streitfalls leitet, unterschreibt darin keinen Entscheid und prüft keinen für den Vorstand.
policy-core-sign-before = Wer in einem Streitfall früher saß, oder in dem, den er überprüft, unterschreibt darin keinen Entscheid und prüft keinen für den Vorstand.
policy-core-release-other = Einen Entscheid veröffentlicht jemand, der nicht daran beteiligt war.
policy-core-release-sealed = Der Text eines versiegelten Entscheids ist für die Parteien und den Vorstand; veröffentlicht wird nur, dass es ihn gibt.
policy-core-legal-reply = Eine rechtliche Anfrage beantwortet der Schiedsrichter ihres Streitfalls und niemand sonst.
policy-core-legal-send = Was auf eine rechtliche Anfrage hin abgeht, ist vom Schiedsrichter ihres Streitfalls und von niemandem sonst.
policy-core-legal-hear = In einem Streitfall über eine rechtliche Anfrage spricht nur der Schiedsrichter zu den Parteien.
policy-core-dispute-hands = Einen Streitfall übernimmt sein Schiedsgericht, und die Anhörung hat ihre eigene Seite; er wird nicht wie eine Anfrage zugewiesen, verschoben, mit Notizen versehen oder beantwortet.
policy-core-hold = Eine Sperre bewahrt die Daten dieser Person; nur die Rechtsberatung oder ein Entscheid beendet sie.
policy-core-hold-end = Eine Sperre wird von der Rechtsberatung beendet oder nach einem Entscheid.
policy-core-destroy-own = Niemand aus dem Team vernichtet hiermit, was über ihn selbst geführt wird.
policy-core-conflict-message = Niemand arbeitet an Nachrichten der eigenen Anfrage oder an einer, die er von außen geschrieben hat; jemand anderes aus dem Team tut es.
policy-core-unseal-staff = Nur ein Mitglied des Teams öffnet versiegelte Nachrichten.
policy-core-unseal-closed = Die Nachrichten eines geschlossenen Falls bleiben versiegelt.
policy-core-unseal-assigned = Eine versiegelte Nachricht öffnet nur, wem ihr Fall zugewiesen ist oder wer in ihrem Streitfall sitzt, oder wer für diesen Fall eine Befugnis hat.
policy-core-two-destroy = Die Schlüssel einer Person vernichten zwei: Eine Person handelt, eine andere, die dasselbe darf, stimmt zu. Oder es geschieht auf der Befehlszeile.
policy-core-two-reset = Womit sich jemand anderes anmeldet, entfernen zwei: Eine Person handelt, eine andere, die dasselbe darf, stimmt zu. Oder es geschieht auf der Befehlszeile.
policy-core-two-assure = Dass jemand persönlich getroffen wurde, sagen zwei aus dem Team: einer hat ihn getroffen, ein anderer, der dasselbe darf, genehmigt.
policy-core-assure-case = Persönlich getroffen wird jemand in der Sache einer eigenen offenen Anfrage, nicht in einem Streitfall und nicht in einer rechtlichen Anfrage.
policy-core-assurance-case = Dass die anfragende Person getroffen wurde, nimmt in einem Fall das Team seiner Warteschlange zurück.
policy-core-assurance-own = Dass jemand getroffen wurde, nimmt er selbst zurück, angemeldet, oder das Team eines seiner Fälle.
policy-core-reset-own = Niemand entfernt hiermit, womit er sich selbst anmeldet; das geschieht unter „Anmeldung und Sitzungen“.
policy-core-board-command-line = Seit der Vorstand des Hauses gegründet ist, schlägt die Befehlszeile nur vor: Von selbst vergibt und beendet sie keine Plätze, setzt nichts zurück, vernichtet nichts und ändert keine Warteschlangen.
policy-core-board-impersonation = Seit der Vorstand des Hauses gegründet ist, erstellt die Befehlszeile keine Token und Schlüssel, die als jemand handeln; jeder erstellt die eigenen.
policy-core-board-places = Plätze und Rollen werden durch einen Antrag des Vorstands vergeben: Ein Mitglied beantragt, ein anderes unterstützt es.
policy-core-board-authority = Befugnis gibt ein Beschluss des Vorstands: ein Mitglied, das seinen Sitz eingenommen hat, beantragt ihn, ein anderes unterstützt.
policy-core-board-seats = Wer im Vorstand sitzt, geht von selbst oder auf Antrag der anderen.
policy-core-board-persons = Womit sich ein Mitglied des Vorstands anmeldet, entfernen zwei andere des Vorstands; wer dort sitzt, dessen Daten vernichtet niemand.
policy-core-board-found = Ein Vorstand, der nicht steht, wird auf der Befehlszeile gegründet.
policy-core-board-join = Einen Sitz im Vorstand nimmt ein, wem er gegeben wurde, angemeldet.
policy-core-agreement-own = Eine Vereinbarung nimmt an, wen sie bindet, angemeldet.
policy-core-agreement-hidden = Was jemand angenommen hat, sehen nur die Person selbst und die Rechtsberatung.
policy-core-two-policies = Die Regeln ändern zwei: Eine Person handelt, eine andere, die dasselbe darf, stimmt zu.
policy-core-second-staff = Nur das Team und die Befehlszeile schlagen vor, was zwei braucht.
policy-core-second-somebody = Das zweite Augenpaar gehört jemandem; die Befehlszeile ist niemand.
policy-core-second-other = Die zweite Person ist nie die erste: Eine andere, die dasselbe darf, stimmt zu.
policy-core-second-deputy = Die zweite Person ist keine Vertretung der ersten: Eine andere, die dasselbe darf, stimmt zu.
policy-core-authority-withdrawn = Diese Befugnis wurde zurückgenommen; seitdem erlaubt sie nichts.
policy-core-authority-early = Diese Befugnis gilt noch nicht.
policy-core-authority-expired = Diese Befugnis ist abgelaufen.
policy-core-authority-spent = Alle Gebräuche dieser Befugnis sind verbraucht.
policy-core-authority-staff = Nur ein Mitglied des Teams gebraucht eine Befugnis.
policy-core-authority-holder = Diese Befugnis wurde jemand anderem gegeben.
policy-core-authority-role = Diese Befugnis wurde einer anderen Rolle gegeben.
policy-core-authority-case = Diese Befugnis gilt für einen anderen Fall.
policy-core-authority-class = Diese Befugnis gilt für Fälle anderer Art oder einer anderen Warteschlange.
policy-core-authority-subject-case = Diese Befugnis betrifft die Daten von jemand anderem.
policy-core-authority-subject-message = Diese Befugnis betrifft die Daten von jemand anderem.
policy-core-authority-subject-field = Diese Befugnis betrifft die Daten von jemand anderem.
policy-core-authority-nobody = Eine Befugnis, die niemanden nennt, betrifft nur, wer in dem Fall fragt.
policy-core-authority-act = Diese Befugnis gilt für eine andere Handlung.
policy-core-authority-field = Diese Befugnis reicht nicht bis zu dieser Angabe.
policy-core-authority-narrowed = Diese Ausfertigung der Befugnis wurde bei der Weitergabe eingeschränkt und reicht nicht so weit.
policy-core-authority-consent-own = Niemand willigt für jemand anderen ein.
policy-core-authority-party = Niemand entscheidet über die eigenen Daten.
policy-core-authority-own = Wer diese Befugnis gegeben oder unterstützt hat, ist in diesem Fall selbst betroffen; auf das eigene Wort hin öffnet ihn niemand.
policy-core-authority-motion = Ein Beschluss des Vorstands öffnet keinen Streitfall und keine rechtliche Anfrage; die gehören ihrem Tribunal.
policy-core-authority-self = Wer eine Befugnis gegeben hat, gebraucht sie nicht selbst.
policy-core-field-closed = In einem geschlossenen Fall wird nichts über eine Person geöffnet, geändert oder mitgeteilt.
policy-core-field-staff = Nur ein Mitglied des Teams ändert oder teilt mit, was über eine Person bekannt ist.
policy-core-field-own = Eine Person sieht, was über sie selbst geführt wird, und über niemand anderen.
policy-core-field-conflict = Niemand arbeitet an den eigenen Daten oder der eigenen Anfrage; jemand anderes aus dem Team tut es.
policy-core-field-reading-role = Die Anlage einzurichten oder ihr Protokoll zu prüfen, gibt kein Recht, etwas über irgendjemanden zu erfahren.
policy-core-field-redirect = Das wird anderswo bestätigt, über die dafür gemachte Schnittstelle, und nie durch das Team.
policy-core-field-outsider = Einem Lieferanten, einem Partner oder einer Behörde wird nichts mitgeteilt, es sei denn, ein Schiedsrichter entscheidet es.
policy-core-field-authority = Was über eine Person bekannt ist, wird nur mit einer Befugnis geöffnet oder geändert: ihrer Einwilligung oder einem Entscheid.
policy-core-field-tell = Was über eine Person bekannt ist, wird nur mitgeteilt, wo seine Regel es jedes Mitglied erfahren lässt, oder mit einer Befugnis.
policy-core-field-doubt = Um zu ändern oder mitzuteilen, was über eine Person bekannt ist, muss ihre Einwilligung mit zwei Nachweisen kommen, wer sie ist.
policy-core-field-emergency = Eingeschlagenes Glas öffnet; es ändert nichts und teilt nichts mit.
policy-core-consent-own = Nur die betroffene Person willigt ein oder lehnt ab.
policy-core-consent-asker = Nur das Team bittet um Einwilligung.
policy-core-person-authorities-own = Wer Befugnis über die Daten einer Person hat, wird nur ihr gezeigt.
policy-core-authority-list-own = Welche Befugnisse jemand hat, wird nur dieser Person gezeigt.
policy-core-authority-present = Nur wer eine Befugnis hat, weist sie einem anderen System vor, angemeldet.
policy-core-emergency-review-debt = Ein früherer Notfall von Ihnen wurde noch nicht überprüft; bis dahin gibt es keinen weiteren.
policy-core-emergency-conflict = Niemand schlägt das Glas für die eigene Anfrage ein, und niemand für einen geschlossenen Fall.
policy-core-emergency-review-own = Niemand überprüft den eigenen Notfall oder einen, in dessen Überprüfung er Partei ist.

## handover.cedar
policy-destination-list-staff = Das ganze Team sieht, wohin Fälle übergeben werden können.
policy-handover-list-staff = Das ganze Team listet auf, was unterwegs ist, jeder nur, was er sehen darf.
policy-destination-edit-administrator = Administratoren legen Ziele an, ändern sie und nehmen sie außer Gebrauch.
policy-case-hand-over-staff = Wer die Fälle einer Warteschlange sortiert und zuweist, übergibt sie: Triage, Supportkräfte, Fallmanager und Teamleiter.
policy-case-hand-over-specialists = Wo Systemadministratoren oder Sicherheitsanalysten eine Warteschlange besetzen, übergeben sie deren Fälle.
policy-handover-show-giver = Wer eine Warteschlange besetzt, also auch, wer einen Fall daraus übergeben hat, sieht, was daraus wurde.
policy-handover-receive-queue = Was einer Warteschlange übergeben wurde, sieht, nimmt an oder lehnt ab, wer sie besetzt, wenn Fälle seiner Klasse dorthin gehen.
policy-handover-receive-member = Was einem Mitglied des Teams übergeben wurde, sieht es, nimmt es an oder lehnt es ab, solange es die Warteschlange besetzt, die den Fall hat, und Fälle seiner Klasse zu ihm gehen.
policy-handover-receive-role = Was einer Rolle übergeben wurde, sieht, nimmt an oder lehnt ab, wer sie hat und die Warteschlange des Falls besetzt, wenn Fälle seiner Klasse dorthin gehen.
policy-handover-receive-outside = Dass jemand draußen angenommen oder abgelehnt hat, hält fest, wer übergeben hat oder die Warteschlange sortiert, und woher das bekannt ist.
policy-handover-withdraw-giver = Eine Übergabe nimmt zurück, wer sie aus der Warteschlange, die den Fall hat, gegeben hat, oder deren Triage und Teamleiter.
policy-handover-lapse-house = Das Haus lässt eine Übergabe verfallen, die niemand rechtzeitig angenommen hat: Der Fall ist sofort fällig, und wer ihn übergeben hat und die Teamleiter hören davon.
policy-core-handover-staff = Fälle werden im Team übergeben; niemand sonst sieht eine Übergabe, nimmt sie an oder zurück.
policy-core-handover-house = Eine Übergabe verfällt von selbst und durch niemandes Hand.
policy-core-handover-conflict = Niemandem wird die eigene Anfrage übergeben oder ein Streitfall gegen die eigene Person.
policy-core-handover-tribunal = Ein Streitfall oder eine rechtliche Anfrage wird niemandem übergeben: Das Tribunal oder der Schiedsrichter hat ihn.
policy-core-handover-audience = Ein Fall dieser Klasse geht nicht an jenes Ziel; es zählt, was er seit der Übergabe geworden ist.
policy-core-handover-offered = Was ein Fall geworden ist, der nicht dorthin darf, wird dort nicht mehr gezeigt und von niemandem dort abgelehnt.
policy-core-handover-receiver = Was übergeben wurde, nimmt an, wem es übergeben wurde und wer die Warteschlange besetzt, an die es geht.
