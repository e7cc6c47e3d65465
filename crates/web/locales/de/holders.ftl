# Wer meine Daten sehen darf.
holders-title = Wer meine Daten sehen darf
holders-heading = Wer meine Daten sehen oder ändern darf
holders-what = Niemand darf Versiegeltes öffnen, nur weil er hier arbeitet. Diese hier dürfen es, je für einen Zweck und auf begrenzte Zeit. Was Sie gaben, können Sie jederzeit zurücknehmen; es endet sofort.
holders-none = Niemand hat jetzt eine Befugnis über Ihre Daten.
holders-over = Beendet
holders-consents = Worum Sie gebeten wurden
holders-looks = Wer nachgesehen hat
holders-fields = Was über Sie aufbewahrt wird
holders-your-consent = Ihre Einwilligung
holders-emergency = Ein Notfall, ohne Ihre Einwilligung
