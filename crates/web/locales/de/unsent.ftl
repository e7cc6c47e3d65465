# Was geschrieben und nicht abgeschickt wurde.
unsent-signed-out = Sie sind abgemeldet, und noch ist nichts abgeschickt
unsent-signed-out-text = Ihre Anmeldung endete, bevor dieses Formular bei uns ankam. Nichts wurde eingetragen, und wir behalten nichts davon.
unsent-sign-in = In einem anderen Tab anmelden
unsent-then = Was Sie geschrieben haben, steht hier. Melden Sie sich in einem anderen Tab an und kommen Sie hierher zurück; dann fahren Sie fort und können es abschicken.
unsent-older = Noch ist nichts abgeschickt
unsent-older-text = Dieses Formular trug nicht das Token dieses Browsers, wie es jetzt gilt: Es kann älter sein als Ihre Anmeldung oder die Kopie einer Seite. Was Sie geschrieben haben, steht hier; ein Druck schickt es ab, im Namen dessen, der jetzt angemeldet ist.
unsent-here = Was Sie geschrieben haben:
unsent-copy = So lässt es sich nicht abschicken. Was Sie geschrieben haben, zum Kopieren:
unsent-matter = Worum es geht, wie es jetzt ist
unsent-files = Dateien bitte noch einmal auswählen: eine Seite kann das nicht von selbst
unsent-go-on = Ich bin wieder angemeldet: weiter
unsent-send = Abschicken
unsent-field = { $name ->
    [subject] Betreff
    [title] Überschrift
    [note] Notiz
    [words] Worte
    [why] Warum
    [reason] Grund
    [finding] Befund
    [complaint] Beschwerde
    [relief] Was verlangt wird
    [respondent] Gegen wen
    [facts] Sachverhalt
    [considerations] Erwägungen
    [decision] Entscheidung
    [strikes] Was gestrichen wird
    [named] Wer genannt ist
    [limits] Handlungen
    [value] Wert
    [known] Woher man es weiß
    [key] Schlüssel
    [address] Adresse
   *[other] Text
}
unsent-to = Wohin es geht:
unsent-chosen = { $name ->
    [visibility] Wer es liest
    [destination] An wen es geht
    [days] Für wie viele Tage
    [set_to] Setzen auf
    [hours] Für wie viele Stunden
    [n_uses] Wie oft
    [fields] Welche Felder
    [acts] Welche Handlungen
    [queue] Warteschlange
    [queues] Für welche Warteschlangen
    [role] Rolle
    [language] Sprache
    [is_offered] Wird angeboten
    [interim] Vorläufige Entscheidung
    [sealed] Versiegelte Entscheidung
    [name] Name
   *[other] { $name }
}
