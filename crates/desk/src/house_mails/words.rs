//! The sentences themselves, and what roles and events are called in them.

use model::{NoticeEvent, Role};

use super::Wording;

/// Declares sentences, and a list of them all for the test that compares the languages.
macro_rules! wordings {
    ($($(#[$doc:meta])* $name:ident { en: $en:expr, cs: $cs:expr, de: $de:expr $(,)? })*) => {
        $($(#[$doc])* pub(crate) const $name: Wording = Wording { en: $en, cs: $cs, de: $de };)*

        /// All of them.
        #[cfg(test)]
        pub(super) const ALL: &[Wording] = &[$($name),*];
    };
}

wordings! {
    /// A link to sign in.
    LINK_SUBJECT {
        en: "Your link to sign in",
        cs: "Váš odkaz k přihlášení",
        de: "Ihr Link zum Anmelden",
    }
    LINK_TEXT {
        en: "You asked for a link to sign in. It works once, until {end}:\n\n{link}\n\n\
             If you did not ask for it, do nothing; nobody else can use it.\n",
        cs: "Požádali jste o odkaz k přihlášení. Funguje jednou, do {end}:\n\n{link}\n\n\
             Pokud jste o něj nežádali, nedělejte nic; nikdo jiný ho použít nemůže.\n",
        de: "Sie haben einen Link zum Anmelden verlangt. Er funktioniert einmal, bis {end}:\n\n{link}\n\n\
             Wenn Sie ihn nicht verlangt haben, tun Sie nichts; niemand sonst kann ihn benutzen.\n",
    }
    /// A place on the staff.
    PLACE_SUBJECT {
        en: "Your place on the staff",
        cs: "Vaše místo v týmu",
        de: "Ihr Platz im Team",
    }
    PLACE_TEXT {
        en: "The board gave you a place on the staff of {domain}: {roles}.\n\nSign in by a link to this address:\n\n\
             {url}/sign-in\n",
        cs: "Rada vám dala místo v týmu {domain}: {roles}.\n\nPřihlaste se odkazem na tuto adresu:\n\n{url}/sign-in\n",
        de: "Der Vorstand hat Ihnen einen Platz im Team von {domain} gegeben: {roles}.\n\nMelden Sie sich mit einem Link \
             an diese Adresse an:\n\n{url}/sign-in\n",
    }
    /// A token that acts as somebody.
    TOKEN_SUBJECT {
        en: "A token that acts as you was created",
        cs: "Byl vytvořen token, který jedná za vás",
        de: "Ein Token, das in Ihrem Namen handelt, wurde erstellt",
    }
    TOKEN_TEXT {
        en: "An API token was created that acts as you at {url}. If you did not ask for it, end it at once:\n\n    \
             {url}/tokens\n",
        cs: "Na {url} byl vytvořen token API, který jedná za vás. Pokud jste o něj nežádali, hned ho ukončete:\n\n    \
             {url}/tokens\n",
        de: "Bei {url} wurde ein API-Token erstellt, das in Ihrem Namen handelt. Wenn Sie es nicht verlangt haben, beenden Sie \
             es sofort:\n\n    {url}/tokens\n",
    }
    /// How somebody signs in was changed.
    FACTOR_SUBJECT {
        en: "How you sign in was changed",
        cs: "Způsob vašeho přihlašování se změnil",
        de: "Wie Sie sich anmelden, wurde geändert",
    }
    FACTOR_TEXT {
        en: "{done}, for signing in as you at {url}.\n\nIf this was not you, sign in with a link, end all other sessions and look \
             at what is set up there:\n\n{url}/security\n",
        cs: "{done}; týká se to přihlašování za vás na {url}.\n\nPokud jste to nebyli vy, přihlaste se odkazem, ukončete všechna \
             ostatní přihlášení a podívejte se, co je tam nastaveno:\n\n{url}/security\n",
        de: "{done}; es geht um die Anmeldung in Ihrem Namen bei {url}.\n\nWenn Sie das nicht waren, melden Sie sich mit einem Link \
             an, beenden Sie alle anderen Sitzungen und sehen Sie nach, was dort eingerichtet ist:\n\n{url}/security\n",
    }
    FACTOR_ADD_PASSKEY {
        en: "A passkey was added",
        cs: "Byl přidán přístupový klíč",
        de: "Ein Passkey wurde hinzugefügt",
    }
    FACTOR_SET_TOTP {
        en: "An authenticator app was set up",
        cs: "Byla nastavena ověřovací aplikace",
        de: "Eine Authenticator-App wurde eingerichtet",
    }
    FACTOR_SET_PASSWORD {
        en: "A password was set",
        cs: "Bylo nastaveno heslo",
        de: "Ein Passwort wurde gesetzt",
    }
    FACTOR_DRAW_CODES {
        en: "New recovery codes were drawn",
        cs: "Byly vytvořeny nové záložní kódy",
        de: "Neue Wiederherstellungscodes wurden erzeugt",
    }
    FACTOR_REMOVE {
        en: "Something by which you signed in was removed",
        cs: "Bylo odebráno něco, čím jste se přihlašovali",
        de: "Etwas, womit Sie sich angemeldet haben, wurde entfernt",
    }
    FACTOR_RESET {
        en: "All by which you signed in was removed by the operators",
        cs: "Provozovatel odebral vše, čím jste se přihlašovali",
        de: "Die Betreiber haben alles entfernt, womit Sie sich angemeldet haben",
    }
    /// A key by which mail is taken to be signed by somebody was changed.
    KEY_TEXT {
        en: "{done} by which mail is taken to be signed by you at {url}.\n\nIf this was not you, sign in with a link, end all \
             other sessions and look at what is set up there:\n\n{url}/security\n",
        cs: "{done}, podle něhož se na {url} pošta považuje za podepsanou vámi.\n\nPokud jste to nebyli vy, přihlaste se odkazem, \
             ukončete všechna ostatní přihlášení a podívejte se, co je tam nastaveno:\n\n{url}/security\n",
        de: "{done}, nach dem Post bei {url} als von Ihnen unterschrieben gilt.\n\nWenn Sie das nicht waren, melden Sie sich mit einem \
             Link an, beenden Sie alle anderen Sitzungen und sehen Sie nach, was dort eingerichtet ist:\n\n{url}/security\n",
    }
    FACTOR_ADD_KEY {
        en: "An OpenPGP key was set down",
        cs: "Byl uložen klíč OpenPGP",
        de: "Ein OpenPGP-Schlüssel wurde hinterlegt",
    }
    FACTOR_REMOVE_KEY {
        en: "An OpenPGP key was removed",
        cs: "Byl odebrán klíč OpenPGP",
        de: "Ein OpenPGP-Schlüssel wurde entfernt",
    }
    /// Two of the staff say that somebody was met in person.
    ASSURANCE_SUBJECT {
        en: "Two of us say that you were met in person",
        cs: "Dva z nás říkají, že se s vámi někdo osobně setkal",
        de: "Zwei von uns sagen, dass Sie persönlich getroffen wurden",
    }
    ASSURANCE_TEXT {
        en: "Two of the staff at {url} say that one of them met you in person and saw who you are. Until {end}, who signs in as \
             you with what you had set up before that day counts as surely you.\n\nIf nobody met you, sign in and take it back; it \
             counts no more at once:\n\n{link}\n",
        cs: "Dva z našich lidí na {url} říkají, že se s vámi jeden z nich osobně setkal a viděl, kdo jste. Do {end} se ten, kdo se \
             přihlásí za vás tím, co jste měli nastaveno před oním dnem, považuje s jistotou za vás.\n\nPokud se s vámi nikdo nesetkal, \
             přihlaste se a vezměte to zpět; hned přestane platit:\n\n{link}\n",
        de: "Zwei vom Team bei {url} sagen, dass jemand von ihnen Sie persönlich getroffen und gesehen hat, wer Sie sind. Bis {end} \
             gilt, wer sich als Sie mit dem anmeldet, was Sie vor jenem Tag eingerichtet hatten, sicher als Sie.\n\nWenn niemand Sie \
             getroffen hat, melden Sie sich an und nehmen Sie es zurück; es gilt dann sofort nicht mehr:\n\n{link}\n",
    }
    /// Somebody is asked for their consent.
    CONSENT_SUBJECT {
        en: "Your consent is asked for [{number}]",
        cs: "Žádáme o váš souhlas [{number}]",
        de: "Ihre Einwilligung wird erbeten [{number}]",
    }
    CONSENT_TEXT {
        en: "About your request {number}, a {role} asks for your consent to:\n\n{what}\n\nfor {hours} hours, at most {uses} times. \
             Nothing of it happens unless you agree. Look at it, agree to all or to part of it, or decline, until {end}:\n\n\
             {link}\n\nYou can take it back at any time, and you see there how it was used.\n",
        cs: "K vašemu požadavku {number} vás {role} žádá o souhlas s tímto:\n\n{what}\n\nTrvání v hodinách: {hours}; počet použití: \
             nejvýše {uses}. Nic z toho se nestane, pokud nesouhlasíte. Podívejte se na to a souhlaste se vším, s částí, nebo odmítněte, \
             do {end}:\n\n{link}\n\nSouhlas můžete kdykoli vzít zpět a uvidíte tam, jak byl použit.\n",
        de: "Zu Ihrer Anfrage {number} bittet jemand vom Team ({role}) um Ihre Einwilligung in Folgendes:\n\n{what}\n\nDauer in Stunden: \
             {hours}; Gebrauch: höchstens {uses}-mal. Nichts davon geschieht, wenn Sie nicht zustimmen. Sehen Sie es sich an, willigen Sie \
             ganz oder zum Teil ein oder lehnen Sie ab, bis {end}:\n\n{link}\n\nSie können sie jederzeit zurücknehmen und sehen dort, wie \
             sie gebraucht wurde.\n",
    }
    /// How to answer by signed mail; the lines to quote, which are the same in every language, stand behind it.
    CONSENT_SIGNED {
        en: "\nOr answer by mail: reply to this one with your mail program, quote the lines below and sign your mail as a whole \
             ({ways}). Its first line is\n\n  I grant\n\nor\n\n  I decline\n\nTo grant less, delete the lines of what you \
             do not grant, or write smaller numbers. Any other change makes your answer void.\n\n",
        cs: "\nNebo odpovězte poštou: odpovězte na tuto zprávu ve svém poštovním programu, citujte řádky níže a celou zprávu podepište \
             ({ways}). Její první řádek je\n\n  Souhlasím\n\nnebo\n\n  Odmítám\n\nChcete-li dát méně, smažte řádky toho, \
             s čím nesouhlasíte, nebo napište menší čísla. Jakákoli jiná změna odpověď zneplatní.\n\n",
        de: "\nOder antworten Sie per Mail: antworten Sie auf diese mit Ihrem Mailprogramm, zitieren Sie die Zeilen unten und \
             unterschreiben Sie die ganze Mail ({ways}). Ihre erste Zeile ist\n\n  Ich willige ein\n\noder\n\n  Ich lehne \
             ab\n\nUm weniger zu geben, löschen Sie die Zeilen dessen, worin Sie nicht einwilligen, oder schreiben Sie kleinere Zahlen. Jede \
             andere Änderung macht Ihre Antwort ungültig.\n\n",
    }
    CONSENT_EITHER_WAY {
        en: "S/MIME or OpenPGP",
        cs: "S/MIME nebo OpenPGP",
        de: "S/MIME oder OpenPGP",
    }
    /// A signed mail has answered a request for consent in somebody's name.
    ANSWER_SUBJECT {
        en: "A request for your consent was answered",
        cs: "Žádost o váš souhlas byla zodpovězena",
        de: "Auf eine Bitte um Ihre Einwilligung wurde geantwortet",
    }
    ANSWER_TEXT {
        en: "{done} in your name at {url}, by a mail that is signed by a key or certificate that counts as yours.\n\nWhat was given \
             and until when is listed here, where you can also take it back:\n\n{url}/me/authorities\n\nIf this was not you, take it back, \
             and look at which keys are set down for you:\n\n{url}/security\n",
        cs: "{done} vaším jménem na {url}, a to e-mailem podepsaným klíčem nebo certifikátem, který platí za váš.\n\nCo bylo dáno a \
             do kdy, najdete zde, kde to můžete i vzít zpět:\n\n{url}/me/authorities\n\nPokud jste to nebyli vy, vezměte to zpět a \
             podívejte se, které klíče jsou za vás uloženy:\n\n{url}/security\n",
        de: "{done}, in Ihrem Namen bei {url} und durch eine Mail, die mit einem Schlüssel oder Zertifikat signiert ist, das als Ihres \
             gilt.\n\nWas gegeben wurde und bis wann, steht hier, wo Sie es auch zurücknehmen können:\n\n{url}/me/authorities\n\nWenn \
             Sie das nicht waren, nehmen Sie es zurück und sehen Sie nach, welche Schlüssel für Sie hinterlegt sind:\n\n{url}/security\n",
    }
    ANSWER_GIVEN {
        en: "Consent was given",
        cs: "Byl dán souhlas",
        de: "Eine Einwilligung wurde erteilt",
    }
    ANSWER_DECLINED {
        en: "A request for consent was declined",
        cs: "Žádost o souhlas byla odmítnuta",
        de: "Eine Bitte um Einwilligung wurde abgelehnt",
    }
    CONSENT_UNSEAL {
        en: "open the sealed messages of this request",
        cs: "otevřít zapečetěné zprávy tohoto požadavku",
        de: "die versiegelten Nachrichten dieser Anfrage öffnen",
    }
    CONSENT_SHOW {
        en: "see your {fields}",
        cs: "vidět tyto vaše údaje: {fields}",
        de: "diese Angaben von Ihnen sehen: {fields}",
    }
    CONSENT_EDIT {
        en: "change your {fields}",
        cs: "změnit tyto vaše údaje: {fields}",
        de: "diese Angaben von Ihnen ändern: {fields}",
    }
    CONSENT_DISCLOSE {
        en: "tell your {fields} to whoever asks in this request",
        cs: "sdělit tyto vaše údaje tomu, kdo se v tomto požadavku ptá: {fields}",
        de: "diese Angaben von Ihnen denen mitteilen, die in dieser Anfrage fragen: {fields}",
    }
    /// Glass was broken.
    EMERGENCY_SUBJECT {
        en: "Glass was broken over {number}",
        cs: "Bylo rozbito sklo nad případem {number}",
        de: "Das Glas wurde für {number} eingeschlagen",
    }
    EMERGENCY_TEXT {
        en: "Glass was broken over {number}, by {who}. Until {end} they open what is sealed there without anybody's consent; \
             each use is listed, and somebody else reviews it as a dispute:\n\n{url}/emergencies\n{review}\nIf this is \
             wrong, end it under the first address.\n",
        cs: "Bylo rozbito sklo nad případem {number}. Kdo: {who}. Do {end} smí otevírat, co je tam zapečetěno, bez číhokoli souhlasu; \
             každé použití se zapisuje a někdo jiný to přezkoumá jako spor:\n\n{url}/emergencies\n{review}\nPokud je to chyba, ukončete to \
             na první adrese.\n",
        de: "Das Glas wurde für {number} eingeschlagen, von: {who}. Bis {end} darf dort ohne jemandes Einwilligung geöffnet werden, was \
             versiegelt ist; jeder Gebrauch wird aufgeführt, und jemand anders prüft es als Streitfall:\n\n{url}/emergencies\n{review}\nWenn das \
             falsch ist, beenden Sie es unter der ersten Adresse.\n",
    }
    /// A case was marked as a legal inquiry.
    LEGAL_SUBJECT {
        en: "Legal inquiry: {number}",
        cs: "Právní dotaz: {number}",
        de: "Rechtliche Anfrage: {number}",
    }
    LEGAL_TEXT {
        en: "{number} was marked as a legal inquiry. A hold is set, a dispute is open, and nobody but its arbitrator answers.\n\n\
             {url}/cases/{number}\n{url}/disputes\n",
        cs: "Případ {number} byl označen jako právní dotaz. Údaje jsou podrženy, je otevřen spor a neodpovídá nikdo jiný než jeho \
             rozhodce.\n\n{url}/cases/{number}\n{url}/disputes\n",
        de: "{number} wurde als rechtliche Anfrage gekennzeichnet. Die Daten sind gesperrt, ein Streitfall ist eröffnet, und niemand außer \
             dessen Schiedsrichter antwortet.\n\n{url}/cases/{number}\n{url}/disputes\n",
    }
    /// Notices of the staff.
    DIGEST_ONE {
        en: "1 notice",
        cs: "1 upozornění",
        de: "1 Benachrichtigung",
    }
    DIGEST_SOME {
        en: "{n} notices",
        cs: "{n} upozornění",
        de: "{n} Benachrichtigungen",
    }
    DIGEST_MANY {
        en: "More than {n} notices",
        cs: "Více než {n} upozornění",
        de: "Mehr als {n} Benachrichtigungen",
    }
    DIGEST_CASE {
        en: "{at}  {number} in {queue} {what}\n{link}",
        cs: "{at}  {number} (fronta {queue}): {what}\n{link}",
        de: "{at}  {number} in {queue} {what}\n{link}",
    }
    DIGEST_SECOND {
        en: "{at}  something {what}\n{url}/approvals/{id}",
        cs: "{at}  něco {what}\n{url}/approvals/{id}",
        de: "{at}  etwas {what}\n{url}/approvals/{id}",
    }
    DIGEST_MORE {
        en: "and {n} more\n{url}/cases\n\n",
        cs: "a další, počtem {n}\n{url}/cases\n\n",
        de: "und {n} weitere\n{url}/cases\n\n",
    }
    DIGEST_MORE_THAN {
        en: "and more than {n} more\n{url}/cases\n\n",
        cs: "a další, počtem více než {n}\n{url}/cases\n\n",
        de: "und mehr als {n} weitere\n{url}/cases\n\n",
    }
    DIGEST_END {
        en: "-- \nWhat you are told of, and when, you choose: {url}/profile/notices\n",
        cs: "-- \nOč a kdy vám dáváme vědět, si volíte sami: {url}/profile/notices\n",
        de: "-- \nWovon Sie wann erfahren, wählen Sie selbst: {url}/profile/notices\n",
    }
}

/// What a role is called in the other languages; English is `Role::title`.
pub(super) const fn role_words(role: Role) -> Wording {
    let (cs, de) = match role {
        Role::Triage => ("třídění", "Sichtung"),
        Role::SupportEngineer => ("pracovník podpory", "Supportkraft"),
        Role::CaseManager => ("správce sporu", "Fallmanager"),
        Role::Arbitrator => ("rozhodce", "Schiedsrichter"),
        Role::TeamLeader => ("vedoucí týmu", "Teamleitung"),
        Role::BoardMember => ("člen rady", "Vorstandsmitglied"),
        Role::SystemAdministrator => ("správce systémů", "Systemadministrator"),
        Role::SecurityAnalyst => ("bezpečnostní analytik", "Sicherheitsanalyst"),
        Role::Counsel => ("právní poradce", "Rechtsberatung"),
        Role::Publisher => ("vydavatel", "Herausgeber"),
        Role::Auditor => ("auditor", "Prüfer"),
        Role::Administrator => ("administrátor", "Administrator"),
    };
    Wording { en: "", cs, de }
}

/// What happened, in the other languages, behind the number of a case; English is `NoticeEvent::words`.
pub(super) const fn event_words(event: NoticeEvent) -> Wording {
    let (cs, de) = match event {
        NoticeEvent::Assigned => ("přiděleno vám", "wurde Ihnen zugewiesen"),
        NoticeEvent::Offered => {
            ("předává se vám a čeká na přijetí", "wird Ihnen übergeben und wartet auf Annahme")
        }
        NoticeEvent::Lapsed => {
            ("předání nikdo nepřijal", "wurde übergeben, und niemand hat angenommen")
        }
        NoticeEvent::Settled => (
            "vaše předání bylo přijato nebo odmítnuto",
            "wurde nach Ihrer Übergabe angenommen oder abgelehnt",
        ),
        NoticeEvent::Named => {
            ("je tu poznámka, která vás zmiňuje", "hat eine Notiz, die Sie nennt")
        }
        NoticeEvent::Answered => ("přišla odpověď", "wurde beantwortet"),
        NoticeEvent::ClockNear => ("blíží se termín", "ist bald fällig"),
        NoticeEvent::ClockLate => ("po termínu", "ist überfällig"),
        NoticeEvent::Second => ("čeká na druhý pár očí", "wartet auf ein zweites Augenpaar"),
        NoticeEvent::Arrived => ("nový případ", "ist neu"),
    };
    Wording { en: "", cs, de }
}
