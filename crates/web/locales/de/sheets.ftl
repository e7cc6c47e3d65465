# Vorlagen und Leitfäden.
sheets-templates = Vorlagen
sheets-guides = Leitfäden
sheets-one = { $kind ->
    [guide] Ein Leitfaden
   *[template] Eine Vorlage
}
sheets-write = { $kind ->
    [guide] Einen Leitfaden schreiben
   *[template] Eine Vorlage schreiben
}
sheets-language = Sprache
sheets-all-queues = alle Warteschlangen
sheets-not-offered = nicht angeboten
sheets-edition = Ausgabe { $n }
sheets-here-edition = Ausgabe { $n }
sheets-edition-by = von { $maker }
sheets-founding = der Gründung
sheets-no-such-case = diesen Fall gibt es nicht
sheets-why = Warum, für die Geschichte; nennen Sie niemanden

## Die Liste
sheets-templates-about = Antworten mit Stellen zum Ausfüllen: ein Anfang, den man noch durchsieht. Ein Fall bietet zuerst die in seiner eigenen Sprache an. Keine öffnet etwas Privates, und keine kennt einen Namen.
sheets-guides-about = Prüflisten neben einem Fall. Wer was wann abgehakt hat, bleibt festgehalten. Was zwei Personen braucht, machen zwei.
sheets-search = Darin suchen
sheets-search-words = Wörter
sheets-language-any = alle
sheets-search-show = Zeigen
sheets-adopt-about = Chancery bringt { $kind ->
        [guide] { $n } { $n ->
            [one] Leitfaden mit, den
           *[other] Leitfäden mit, die
        }
       *[template] { $n } { $n ->
            [one] Vorlage mit, die
           *[other] Vorlagen mit, die
        }
    } dieses Haus nicht hat. Die Übernahme rührt nichts an, was hier ist.
sheets-adopt = Übernehmen
sheets-none = Hier gibt es keine.
sheets-none-found = Nichts enthält diese Wörter. Weniger Wörter finden mehr.
sheets-needs = verlangt die Rolle: { $role }

## Ein Blatt
sheets-show-for = Für
sheets-show-needs = Verlangt
sheets-show-role = die Rolle: { $role }
sheets-show-edition = Ausgabe
sheets-used-heading = Verwendet
sheets-used = { $n ->
    [0] noch in keinem Fall
    [one] in einem Fall
   *[other] in { $n } Fällen
}
sheets-used-said = es half in { $helped }, in { $not } nicht; von { $unsaid } wird nichts gesagt
sheets-used-why = Was danach zuerst gesagt wurde, von wem die Anfrage ist. Es wird von { $n } Fällen zusammen gesagt und von nicht weniger, damit es von niemandem allein etwas verrät.
sheets-write-edition = Eine weitere Ausgabe schreiben
sheets-n-steps = { $n ->
    [one] { $n } Schritt
   *[other] { $n } Schritte
}
sheets-step-role = abzuhaken von der Rolle: { $role }
sheets-step-other-than = jemand anderes als bei Schritt { $n }
sheets-step-noted = notiert wird: { $note }
sheets-step-reply = Antwort
sheets-step-leads-to-consent = führt zur Einwilligung
sheets-step-leads-to-dispute = führt zum Streitfall
sheets-step-leads-to-emergency = führt zum eingeschlagenen Glas
sheets-step-leads-to-legal = führt zur rechtlichen Anfrage
sheets-preview-heading = Wie sie aussieht
sheets-preview-case = Im Fall
sheets-preview-look = Ansehen
sheets-preview-made-up = in einem erfundenen
sheets-as-written = Wie es geschrieben ist
sheets-editions = Ausgaben
sheets-edition-in-use = in Gebrauch
sheets-edition-back-to = zurück zu Ausgabe { $n }

## Eine Ausgabe
sheets-edition-of = { $name }: Ausgabe { $n }
sheets-edition-why = Warum
sheets-edition-made = Entstanden
sheets-edition-reverts = Nimmt auf
sheets-edition-words-of = die Worte von
sheets-edition-changes = Was sie geändert hat
sheets-edition-text = Was darin steht
sheets-edition-return = Zu ihr zurückkehren
sheets-edition-use = Diese Worte wieder verwenden

## Schreiben
sheets-another-edition = Eine weitere Ausgabe
sheets-another-edition-of = Eine weitere Ausgabe: <code>{ $name }</code>
sheets-here-another-edition = weitere Ausgabe
sheets-here-new = neu
sheets-name = Name, in jeder Sprache derselbe
sheets-name-sample = zertifikat-abgelaufen
sheets-heading = Überschrift, in ihrer Sprache
sheets-text = Text
sheets-text-of-guide = Wann man ihn verwendet, und die Schritte
sheets-template-hint = Ein Wert wird <code>{"{{ case.number }}"}</code> geschrieben, eine Wahl <code>{"{% if case.queue == &#34;support&#34; %} … {% endif %}"}</code>; höchstens { $n } Zeichen. Schreiben Sie keine Namen: die Antwort ist für alle.
sheets-values = Was eine Vorlage verwenden darf
sheets-value-case-number = die Nummer des Falls
sheets-value-case-queue = die Warteschlange, in der er liegt
sheets-value-case-page = wo die anfragende Person ihn sieht, wenn sie angemeldet ist
sheets-value-case-answer_hours = die Stunden, in denen seine Warteschlange antwortet
sheets-value-house-name = der Name dieser Installation, also ihre Domain
sheets-value-house-page = wo alle beginnen
sheets-value-writer-title = Ihre Bezeichnung, wie sie Außenstehende erfahren
sheets-value-today = das Datum, in der Sprache der Vorlage
sheets-guide-hint = Zuerst, wann man ihn verwendet; dann die Schritte, jeder beginnt mit seiner Nummer: <code>1. </code>. Unter einem Schritt, auf eigenen Zeilen: <code>@role support_engineer</code> wer ihn abhaken darf; <code>@other-than 2</code> jemand anderes als bei Schritt 2; <code>@note</code> und was notiert werden soll; <code>@template</code> und der Name seiner Antwort; <code>@open</code> consent, dispute, emergency oder legal.
sheets-fault-at = Zeile { $line }, Zeichen { $column }:
sheets-no-fault = Es ist alles in Ordnung.
sheets-role = Wer das verwenden darf
sheets-role-none = wer am Fall arbeitet
sheets-queues = Für Fälle dieser Warteschlangen; keine gewählt heißt alle
sheets-offered = Wird zur Verwendung angeboten
sheets-preview = Ansehen
sheets-check = Prüfen
sheets-keep = Speichern
sheets-leave = Verwerfen
sheets-overtaken = seit Sie begonnen haben, hat jemand eine weitere Ausgabe geschrieben; Ihre steht unten, die andere auf ihrer Seite
