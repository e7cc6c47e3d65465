//! Telling words: what stands beside a value and says what it is. Written as people write them; folded at use.

use crate::scan::fold;

/// Returns the words of a list, folded; they stand between strokes, for many hold blanks.
pub(crate) fn folded_words(list: &str) -> impl Iterator<Item = String> {
    list.split('|').map(|word| fold(word.trim()))
}

/// What a telling word announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cue {
    /// A telephone number follows.
    Phone,
    /// A date of birth follows.
    Birth,
    /// A date of birth stands before.
    BirthBehind,
    /// A password follows.
    Password,
    /// A secret follows, if it looks like one: the word has other uses.
    Secret,
    /// A short numeric code follows.
    Code,
    /// A number that names a person or a contract follows.
    Number,
    /// An IBAN follows, perhaps mistyped.
    Iban,
    /// A social security number follows.
    Social,
    /// A name follows a title.
    Honorific,
    /// "My name is": a name follows, even in lower case.
    Introduction,
    /// "I am": a name follows, if it looks like a full one.
    Presence,
    /// A greeting opens the line, a name may follow.
    Greeting,
    /// A field of a form or header opens the line, a name follows.
    Field,
    /// A name stands before, as in "X wrote:".
    Wrote,
}

/// Every telling word.
pub(crate) const CUES: &[(Cue, &str)] = &[
    (
        Cue::Phone,
        "tel | phone | telephone | telefon | telefonnummer | mobil | mobile | cell | cell phone | handy | \
        handynummer | fax | gsm | whatsapp | sms | call me | call me at | call me on | reach me at | reach me on | \
        mobilní číslo | telefonní číslo | volejte | zavolejte | zavolejte mi na | rufen Sie mich | \
        erreichen Sie mich unter | erreichbar unter | téléphone | portable | numéro de téléphone | teléfono | \
        móvil | komórka | numer telefonu | телефон | тел | моб | мобильный | звоните | telefone | celular | \
        telemóvel | telefono | cellulare | telefoonnummer | телефону | 電話 | 電話番号 | 携帯 | 携帯電話 | 电话 | 手机 | 手机号 | \
        联系电话 | 手机号码",
    ),
    (
        Cue::Birth,
        "born | born on | born in | date of birth | birth date | birthdate | dob | d.o.b. | birthday | nar. | \
        narozen | narozena | narozen/a | narozený | narozená | datum narození | geb. | geboren | geboren am | \
        geburtsdatum | geburtstag | né le | née le | né en | née en | date de naissance | nací el | nacido | \
        nacida | nacido el | nacida el | fecha de nacimiento | f. nac. | ur. | urodzony | urodzona | \
        urodziłem się | urodziłam się | data urodzenia | родился | родилась | дата рождения | г.р. | 生年月日 | 誕生日 | \
        出生 | 出生日期 | 生日 | 出生于 | nascido em | nascida em | data de nascimento | nasci em | nato il | nata il | \
        nato a | data di nascita | geboren op | geboortedatum | народився | народилася | дата народження | \
        narodil jsem se | narodila jsem se | narodený | dátum narodenia",
    ),
    (Cue::BirthBehind, "生まれ | 年生 | 出生 | 生 | г.р. | года рождения"),
    (
        Cue::Password,
        "password | passwort | kennwort | heslo | hesla | heslem | mot de passe | contraseña | clave | пароль | \
        паролем | hasło | hasłem | パスワード | 密码 | 密碼 | 口令 | senha | palavra-passe | wachtwoord | passphrase | \
        passwd | pwd | parola d'ordine | passwörter | zugangsdaten",
    ),
    (
        Cue::Secret,
        "api key | api-key | apikey | api_key | token | access token | access_token | auth token | secret | \
        client secret | client_secret | secret key | access key | private key | key | pass | pw | mdp | schlüssel | \
        klíč | clé | klucz | ключ | 密钥 | bearer | authorization | cookie | session | sessionid | session id | \
        licence key | license key | licenční klíč | lizenzschlüssel",
    ),
    (
        Cue::Code,
        "pin | puk | tan | otp | cvv | cvc | pin kód | pin code | verification code | security code | \
        one-time code | login code | confirmation code | ověřovací kód | sms kód | bestätigungscode | \
        sicherheitscode | code de vérification | code de sécurité | código de verificación | código de seguridad | \
        kod weryfikacyjny | код подтверждения | пин-код | пин | 認証コード | 確認コード | 暗証番号 | 验证码 | \
        código de verificação | codice di verifica | verificatiecode | pincode | код підтвердження",
    ),
    (
        Cue::Number,
        "account | account number | account no | customer | customer number | customer no | customer id | \
        client number | client id | ticket | ticket number | ticket id | case number | member | member number | \
        member id | membership | membership number | order | order number | order no | order id | invoice | \
        invoice number | contract number | policy number | passport | passport number | passport no | id card | \
        driving licence | driver's license | license number | reference number | booking number | tracking number | \
        user id | tax id | bsn | nino | national insurance | nhs number | sort code | routing number | vat number | \
        serial number | zákaznické číslo | číslo zákazníka | číslo účtu | číslo smlouvy | číslo objednávky | \
        objednávka | objednávky | objednávku | číslo faktury | faktura | faktury | variabilní symbol | číslo pasu | \
        číslo OP | číslo občanského průkazu | členské číslo | tiket | rodné číslo | r.č. | číslo karty | \
        kundennummer | kunden-nr | kundennr | kontonummer | konto | vertragsnummer | bestellnummer | bestellung | \
        rechnungsnummer | rechnung | ausweisnummer | personalausweis | reisepass | mitgliedsnummer | ticketnummer | \
        versichertennummer | versicherungsnummer | steuernummer | steuer-id | auftragsnummer | aktenzeichen | \
        vorgangsnummer | numéro client | numéro de client | n° client | numéro de compte | numéro de commande | \
        commande | numéro de dossier | dossier | numéro de facture | facture | numéro de contrat | \
        numéro d'adhérent | adhérent | adhérente | contrat | contract | contrato | vertrag | smlouva | smlouvy | \
        umowa | umowy | договор | договора | договору | numéro de sécurité sociale | passeport | \
        número de cliente | número de cuenta | número de pedido | pedido | número de socio | número de factura | \
        factura | número de contrato | pasaporte | numer klienta | numer konta | numer zamówienia | zamówienie | \
        zamówienia | numer umowy | numer faktury | numer dowodu | dowód osobisty | номер счета | номер счёта | \
        номер договора | номер заказа | заказ | заказа | номер клиента | паспорт | номер паспорта | инн | снилс | \
        лицевой счет | номер рахунку | номер замовлення | номер договору | замовлення | 会員番号 | 顧客番号 | 口座番号 | 注文番号 | \
        お客様番号 | マイナンバー | 個人番号 | 免許証番号 | 账号 | 账户 | 帐号 | 会员号 | 订单号 | 订单编号 | 客户编号 | 身份证号 | 身份证号码 | 护照号 | 工单号 | \
        número da conta | número do pedido | numero cliente | numero conto | numero ordine | ordine | \
        codice cliente | klantnummer | rekeningnummer | bestelnummer | factuurnummer | cpf | pesel | nif",
    ),
    (Cue::Iban, "iban | bank account | bankverbindung | číslo účtu"),
    (Cue::Social, "ssn | social security | social security number | social"),
    (
        Cue::Honorific,
        "mr | mr. | mrs | mrs. | ms | ms. | miss | mx | dr | dr. | prof | prof. | professor | sir | lady | herr | \
        herrn | hr. | frau | fr. | fräulein | pan | pana | panu | panem | pane | paní | panem | slečna | slečny | \
        slečno | pani | panią | panie | señor | señora | señorita | sr | sr. | sra | sra. | srta. | don | doña | \
        monsieur | madame | mademoiselle | mme | mme. | mlle | m. | г-н | г-жа | г-ну | г-на | г-жи | господин | \
        господина | господину | госпожа | госпоже | госпожи | senhor | senhora | signor | signora | sig. | sig.ra | \
        dhr. | dhr | mevr. | mevr | mevrouw | meneer | пан | пана | пану | пані | ing. | mgr. | bc. | mudr. | \
        judr. | phdr. | rndr. | dipl.-ing. | collega | kolega | kolegyně | kolegyni | kollege | kollegin | \
        my colleague | my husband | my wife | můj manžel | moje manželka | mein mann | meine frau | mon mari | \
        ma femme | mi esposo | mi esposa | mi marido | mój mąż | moja żona | мой муж | моя жена | my son | \
        my daughter | můj syn | moje dcera | mein sohn | meine tochter | my mother | my father | my brother | \
        my sister | my boss | my manager",
    ),
    (
        Cue::Introduction,
        "my name is | my name's | name is | i am called | jmenuji se | jmenuju se | mé jméno je | moje jméno je | \
        volám sa | ich heiße | ich heisse | mein name ist | je m'appelle | mon nom est | me llamo | mi nombre es | \
        nazywam się | mam na imię | меня зовут | мое имя | моё имя | мене звати | meu nome é | me chamo | \
        chamo-me | mi chiamo | il mio nome è | ik heet | mijn naam is | ben ik",
    ),
    (
        Cue::Presence,
        "i am | i'm | this is | here is | ich bin | hier ist | hier spricht | je suis | soy | jsem | tady | zde | \
        jestem | tu | aqui é | sou | sono | ik ben | met | это | я | пишет | je to | signed | on behalf of | \
        jménem | im namen von | au nom de | en nombre de | w imieniu | от имени | spoke to | spoke with | \
        talked to | talked with | contacted by | sent by | written by | from",
    ),
    (
        Cue::Greeting,
        "dear | hi | hello | hey | good morning | good afternoon | good evening | greetings | hallo | liebe | \
        lieber | sehr geehrte | sehr geehrter | guten tag | guten morgen | guten abend | moin | servus | \
        grüß gott | dobrý den | dobré ráno | dobrý večer | vážený | vážená | vážení | ahoj | čau | milý | milá | \
        zdravím | nazdar | bonjour | bonsoir | salut | cher | chère | coucou | hola | buenos días | buenas tardes | \
        buenas noches | estimado | estimada | querido | querida | cześć | witam | dzień dobry | szanowny | \
        szanowna | drogi | droga | hej | здравствуйте | здравствуй | привет | добрый день | добрый вечер | \
        доброе утро | уважаемый | уважаемая | дорогой | дорогая | olá | oi | bom dia | boa tarde | boa noite | \
        caro | cara | prezado | prezada | ciao | salve | buongiorno | buonasera | gentile | egregio | beste | \
        geachte | hoi | goedemorgen | goedemiddag | вітаю | шановний | шановна | доброго дня | привіт | thanks | \
        thank you | danke | děkuji | díky | merci | gracias | dziękuję | спасибо | obrigado | obrigada | grazie | \
        bedankt | дякую",
    ),
    (
        Cue::Field,
        "name | full name | first name | last name | surname | given name | family name | contact | contact name | \
        contact person | customer name | your name | account holder | cardholder | cardholder name | applicant | \
        patient | from | to | cc | sent by | signed | attn | c/o | jméno | příjmení | jméno a příjmení | \
        celé jméno | kontakt | kontaktní osoba | majitel účtu | od | komu | kopie | vorname | nachname | \
        vor- und nachname | familienname | ansprechpartner | ansprechpartnerin | kontoinhaber | von | an | nom | \
        prénom | nom complet | nom et prénom | titulaire | de | à | nombre | apellido | apellidos | \
        nombre completo | nombre y apellidos | titular | para | imię | nazwisko | imię i nazwisko | do | имя | \
        фамилия | фио | ф.и.о. | отчество | от | кому | контактное лицо | nome | sobrenome | nome completo | \
        cognome | nome e cognome | da | a | naam | voornaam | achternaam | van | aan | ім'я | прізвище | піб | \
        від | 氏名 | 名前 | お名前 | 姓名 | 差出人 | 宛先 | 担当者 | 担当 | 联系人 | 发件人 | 收件人 | 姓 | 名 | 签名",
    ),
    (
        Cue::Wrote,
        "wrote | writes | schrieb | napsal | napsala | napsal(a) | a écrit | escribió | napisał | napisała | пишет | \
        написал | написала | написал(а) | escreveu | ha scritto | schreef | пише | написав | написала | 写道 | 書きました",
    ),
];

/// What closes a letter; a name stands on the next line.
pub(crate) const CLOSINGS: &str = "best | best regards | kind regards | regards | warm regards | many thanks | thanks | thank you | \
        thanks in advance | thank you in advance | cheers | sincerely | yours sincerely | yours faithfully | \
        yours truly | yours | best wishes | with best regards | with kind regards | all the best | respectfully | \
        cordially | love | take care | kr | br | s pozdravem | s úctou | s přátelským pozdravem | zdravím | \
        s díky | díky | děkuji | děkuji předem | děkuji a přeji hezký den | hezký den | přeji hezký den | \
        mějte se | měj se | pěkný den | s pozdravom | předem děkuji | mockrát děkuji | mit freundlichen grüßen | \
        mit freundlichem gruß | freundliche grüße | viele grüße | liebe grüße | beste grüße | herzliche grüße | \
        schöne grüße | mfg | lg | vg | gruß | grüße | hochachtungsvoll | danke | vielen dank | besten dank | \
        danke im voraus | danke und gruß | vielen dank im voraus | mit besten grüßen | cordialement | \
        bien cordialement | bien à vous | salutations | sincères salutations | amicalement | merci | \
        merci d'avance | cdlt | bien à toi | à bientôt | veuillez agréer mes salutations distinguées | \
        respectueusement | merci beaucoup | saludos | un saludo | saludos cordiales | un cordial saludo | \
        atentamente | atte | gracias | muchas gracias | un abrazo | gracias de antemano | le saluda atentamente | \
        z poważaniem | pozdrawiam | pozdrawiam serdecznie | serdecznie pozdrawiam | z wyrazami szacunku | \
        dziękuję | dzięki | z góry dziękuję | miłego dnia | с уважением | с наилучшими пожеланиями | \
        всего доброго | всего хорошего | спасибо | заранее спасибо | заранее благодарю | искренне ваш | \
        искренне ваша | atenciosamente | cumprimentos | com os melhores cumprimentos | obrigado | obrigada | \
        abraço | abraços | att | cordiali saluti | distinti saluti | saluti | grazie | grazie mille | un saluto | \
        met vriendelijke groet | met vriendelijke groeten | vriendelijke groet | groet | groeten | groetjes | mvg | \
        hoogachtend | alvast bedankt | з повагою | дякую | щиро дякую | 敬具 | 以上 | よろしくお願いいたします | よろしくお願いします | \
        宜しくお願い致します | 宜しくお願いいたします | よろしくお願い致します | どうぞよろしくお願いいたします | 何卒よろしくお願いいたします | 此致 | 敬礼 | 此致敬礼 | 此致 敬礼 | 谢谢 | \
        祝好 | 祝商祺 | 顺祝商祺 | 非常感谢 | 敬上 | --";

/// Words behind which a number counts things and is no telephone number.
pub(crate) const UNITS: &str = "bytes | byte | kb | mb | gb | kib | mib | gib | ms | eur | usd | gbp | czk | pln | rub | jpy | cny | brl | \
        chf | kc | zl | руб | грн | rows | records | items | users | lines | requests | entries | files | events | \
        euro | euros | dollars | korun | zlotych | рублеи | радков | m2 | km | kg | px | 円 | 元 | 人 | bit | bits | \
        zaznamu | radku | bajtu | zeilen | zeichen | datensatze | lignes | octets | filas | lineas | wierszy | \
        строк | баит";
