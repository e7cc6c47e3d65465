//! Words that tell a name, words that look like one and are none. Folded: lower case, no diacritics.

use std::{collections::HashSet, sync::OnceLock};

/// A list of words that is split once.
pub(crate) struct WordList {
    text: &'static str,
    words: OnceLock<HashSet<&'static str>>,
}

impl WordList {
    const fn new(text: &'static str) -> Self {
        Self { text, words: OnceLock::new() }
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        self.words.get_or_init(|| self.text.split_whitespace().collect()).contains(word)
    }
}

/// Words inside names that name nobody.
pub(crate) static PARTICLES: WordList = WordList::new(
    "von vom van der den de di da do dos das del della degli dela la le les du des el al \
    ibn bin abu ter ten zu zum zur op het san st mac фон де ван дер",
);

/// Endings of inflected names, as people write them.
pub(crate) static ENDINGS: WordList = WordList::new(
    "a e i o u y s es en n em om um am ou ov ova ove ovi ovy ovu uv ie ia iu im ich ych \
    ymi ym ho mu ego emu ej owi owa ow ami ach mi in ina iny ovo ovou eho emu и а е о у ю я ы ь ои еи ою ею ом ем ам ям \
    ах ях ых им ым их ого его ому ему ую юю ова еву ов ев ами ями ину ина ин ин и ві ові еві єю",
);

/// Words that stand in display names and local parts and name a role.
pub(crate) static ROLE_WORDS: WordList = WordList::new(
    "team support info help helpdesk office admin administrator administration service \
    services contact contacts sales mail email via noreply reply no-reply donotreply postmaster webmaster abuse hello \
    hi billing security test tests user users customer customers client kunde kunden account accounts accounting desk \
    mailer daemon root news newsletter notification notifications list lists group groups member members membership \
    disputes triage systems education bot system server service care kundenservice kundendienst buchhaltung podpora \
    zakaznicka zakaznik soporte equipo equipe ayuda servicio atencion cliente clientes clients suporte pomoc biuro \
    obsluga klient dzial поддержка служба команда клиент отдел info contacto kontakt bureau accueil contato \
    gmbh ltd inc llc corp company online web net com org mobile phone private home work group dept department \
    ing mgr phd msc mba prof mudr judr rndr phdr csc dipl bsc esq the and und for from",
);

/// Words that are names too: they count as one only with a capital, and take no endings.
pub(crate) static ORDINARY_NAMES: WordList = WordList::new(
    "will mark may june april august grace hope faith joy rose art bill rob sue jack \
    drew frank grant chase dean guy gene page young long king cook baker brown white green black price field hill wood \
    stone bush rich short small best good love day mason hunter carter cooper miller taylor turner walker potter fisher \
    parker porter bishop knight summer winter autumn spring dawn iris ivy lily violet olive pearl ruby amber crystal \
    gold silver sky star sunny happy christian noble sterling chance clay cliff dale glen heath miles pat pierce ray \
    reed rod rusty sandy wade ward warren wells major carol penny ginger jasmine robin jay kay max klein gross lang \
    kurz weiss schwarz braun jung neu koch bauer richter kaiser wolf vogel sommer herbst montag freitag sonntag stark \
    herz ernst fest freund gut hart hell kraft krause licht reich sauer schatz schnell stein winkel zimmer fuchs novy \
    maly cerny vesely kral svoboda hora maj srdce jaro zima petit grand roux blanc noir bon fort cruz rey flores \
    campos leon gracia mar sol luz paz rosa blanco delgado vera cortes prado salas вера надежда любовь роман слава лев \
    мир мороз gora wilk zajac mazur maja para post bank system data case order ticket message file host port",
);

/// Capitalised words that open a sentence or stand in a greeting and name nobody.
pub(crate) static NOT_NAMES: WordList = WordList::new(
    "i we you he she it they the this that these those my our your his her its their a an \
    and or but if when where what why who how is are was were am be been do does did have has had can could should \
    would will may might must not no yes please thanks thank regards best kind hello hi dear hey all everyone team live lives address bydlim bydli adresa moje wohne adresse vivo vivimos habite mieszkam adres dirección direccion \
    support sir madam sirs folks there friend friends colleague colleagues world customer service member members user \
    admin administrator webmaster postmaster staff helpdesk desk concern whom it good morning afternoon evening day \
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september \
    october november december re fwd fw subject from to cc bcc date sent ps nb on in at for with by as of since after \
    before today tomorrow yesterday now also just still again here some any every each very so then there error \
    warning info windows linux mac macos android chrome firefox safari edge google microsoft apple amazon facebook \
    office outlook word excel teams zoom paypal github gitlab docker email mail phone mobile account password ticket \
    case order invoice number page file folder server client login website homepage unable unfortunately however \
    maybe perhaps both senior junior engineer manager director developer student teacher writing sorry happy glad \
    sehr geehrte geehrter geehrtes damen herren herr herrn frau fraulein hallo liebe lieber liebes guten tag morgen \
    abend zusammen ihr ihre ihrer ihrem ihren ihres ich wir sie er es du der die das den dem des ein eine einen einem \
    einer und oder aber wenn wie was wer wo bitte danke mit bei von aus nach seit fur auf am im zum zur kunde kundin \
    kunden mitglied nutzer nutzerin student lehrer lehrerin mutter vater konto passwort rechnung nummer anfrage \
    freundlichen grussen grusse gruss viele vielen dank beste herzliche nicht noch leider heute gestern \
    kundennummer ticketnummer rechnungsnummer telefon adresse kollegen kolleginnen kollege kollegin support \
    dobry den vazeny vazena vazeni mily mila ahoj pane pani pan slecno zdravim dekuji diky prosim jsem jsme mam mame \
    s z v ve na do od po pro a ale ze kdyz jak co kde ucet heslo objednavka faktura podpora tym kolegove vsichni \
    vsem zakaznik bonjour bonsoir salut cher chere chers cheres monsieur madame mesdames messieurs mademoiselle \
    equipe tous toutes je nous vous il elle ils elles le la les un une des et ou mais si quand comme merci votre vos \
    mon ma mes notre compte facture commande bien cordialement hola buenos buenas dias tardes noches estimado \
    estimada estimados estimadas querido querida senor senora senores senorita equipo todos todas yo nosotros usted \
    ustedes el ella ellos los las una y o pero gracias por favor mi su sus cuenta factura pedido saludos atentamente \
    ola oi bom boa dia tarde noite caro cara caros prezado prezada prezados senhor senhora senhores obrigado obrigada \
    eu nos voce minha meu conta czesc witam dzien szanowny szanowna szanowni panie panowie pania pani panstwo drogi \
    droga ja my wy oni to jest nie tak prosze dziekuje pozdrawiam zespol konto faktura ciao salve buongiorno \
    buonasera gentile gentili egregio spettabile signor signora signori io noi voi grazie mio mia beste geachte heer \
    mevrouw meneer dames heren hallo hoi allen ik wij jij dank met vriendelijke groet groeten \
    здравствуите уважаемыи уважаемая уважаемые добрыи день вечер утро привет коллеги господа друзья команда служба \
    поддержки я мы вы он она они это наш ваш моя мои мое с уважением спасибо пожалуиста шановнии шановна шановні \
    доброго дня ранку вітаю дякую будь ласка він вона",
);

/// Proper nouns of the trade and of the calendar: they name no person and no customer.
pub(crate) static THINGS: WordList = WordList::new(
    "windows linux unix debian ubuntu fedora suse centos redhat gentoo arch mint android ios macos apple microsoft google \
    amazon azure cloudflare digicert sectigo comodo verisign letsencrypt encrypt certbot acme mozilla firefox thunderbird \
    chrome chromium safari opera edge brave vivaldi outlook exchange office excel word powerpoint teams skype zoom slack \
    discord signal whatsapp telegram facebook instagram twitter linkedin youtube github gitlab bitbucket jira confluence \
    apache nginx tomcat jetty caddy traefik haproxy varnish squid postfix dovecot exim sendmail roundcube horde zimbra \
    nextcloud owncloud dropbox onedrive drive sharepoint wordpress joomla drupal typo magento shopify prestashop \
    woocommerce moodle mediawiki wikipedia mysql mariadb postgres oracle redis mongo elastic kibana grafana prometheus \
    docker kubernetes podman ansible puppet terraform jenkins travis java javascript python ruby perl rust kotlin swift \
    scala node react angular django laravel symfony spring maven gradle eclipse visual studio code vim emacs bash \
    powershell putty filezilla wireshark nagios zabbix icinga samba kerberos ldap active directory keychain keystore \
    truststore adobe acrobat reader photoshop flash intel nvidia lenovo dell hewlett cisco juniper fortinet mikrotik \
    synology qnap raspberry bluetooth ethernet internet intranet web wifi wlan gmail yahoo hotmail icloud proton paypal \
    stripe visa mastercard maestro sepa swift samsung galaxy huawei xiaomi nokia sony gateway timeout error exception \
    unicode base hash token certificate authority assurer assurance points member arbitrator arbitration board policy \
    english german french spanish czech polish russian japanese italian chinese european europe european asia africa \
    america american british brexit easter christmas monday tuesday wednesday thursday friday saturday sunday \
    january february march april june july august september october november december gregorian utc \
    internetu webu интернет интернета интернете виндовс гугл яндекс",
);

/// Small words of languages that write only names large. None of them is a German word.
pub(crate) static FUNCTION_WORDS: WordList = WordList::new(
    "the and of to is my you that for have with this not from your are was \
    jsem jsme mi na se si ze pro aby ktery ktera ale nebo prosim jeste uz od po pri \
    que el los las por para con una del se pero como mi su esta muy nos \
    le les des et je pas pour dans est une sur avec ne vous nous mon ma qui au \
    nie jest sie ze dla czy moj moja przez przy mam prosze juz ale od tylko \
    и не на я что как это мы вы из для по от до мои при или но у нас \
    il che di non per sono ho una con gli nao uma com os ja het een niet voor",
);

/// Small words that tell a German text.
pub(crate) static GERMAN_FUNCTION_WORDS: WordList = WordList::new(
    "der die das und ich nicht mit ist ein eine einen einem einer fur auf wir sie dem bei zum zur aus \
    von habe haben wird wurde wie auch noch nach sich oder aber wenn uber mein meine meinen ihr ihre",
);

/// Capitalised given names that are rarely anything else.
pub(crate) static GIVEN_NAMES: WordList = WordList::new(
    "aaron abigail adam adele adrian agata agnes agnieszka alan albert alejandra \
    alejandro aleksander aleksandra alena ales alessandro alexander alexandra alexandre alice alicia alena alfred ali \
    alina alison amanda amelia amelie ana anastasia anders andrea andreas andrei andrej andres andrew andrzej aneta \
    angela angelika anita anja anke anna anne annette antoine anton antonia antonin antonio arnaud arthur artur astrid \
    aurelie barbara barbora bartosz beata beatrice beatriz benjamin benoit bernard bernd bernhard bettina birgit \
    blanka bogdan bohumil boris bozena bozhena brandon brenda brian brigitte bruno camila camille carina carla carlos \
    carmen carolina caroline catarina catherine cecilia cecile celine charles charlotte chiara chloe christa christina \
    christine christoph christophe christopher claire clara claudia claudio clemens cornelia cristina dagmar dalibor \
    damian damien dana daniel daniela danielle danuta dariusz david deborah denis denisa dennis diana diego dieter \
    dmitri dmytro dominik dominika dominique donald dorota dorothea doris duncan edgar edith eduard eduardo edward \
    ekaterina elena eleni elias elisabeth elizabeth elena eliska elke ella ellen emil emilia emilie emily emma enrico \
    enrique eric erica erik erika ernesto erwin esther eugen eugene eva evelyn fabian fabio felix ferdinand fernanda \
    fernando filip florian francesca francesco francisco franck francois francoise frantisek franz frederic friedrich \
    gabriel gabriela gabriele georg george georgios gerald gerard gerd gerhard giorgio giovanni giulia giuseppe \
    gonzalo greta grzegorz guillaume guillermo gunter gustav hana hanna hannah hans harald harriet harry hedwig heike \
    heinrich heinz helen helena helene helga helmut henri henrik henry herbert hermann hiroshi holger horst hubert \
    hugo ian ignacio igor ilona ines ingeborg ingrid irena irene irina isaac isabel isabella isabelle iva ivan ivana \
    iveta ivo jacek jacob jacqueline jacques jakob jakub james jan jana jane janet janina janusz jaroslav jaroslava \
    javier jean jeffrey jennifer jens jeremy jerzy jesper jessica jindrich jiri jitka joachim joan joana joanna joao \
    jochen johan johann johanna johannes john jonas jonathan jorge josef jose joseph josephine joshua juan juana \
    judith julia julian julie julien juliette jurgen justyna kamil kamila karel karen karin karl karla karolina \
    katarina katarzyna kate katerina katharina katherine kathleen kathrin katja katrin kazimierz keith kenneth kerstin \
    kevin kimberly klara klaus konrad konstantin kristina kristyna krystyna krzysztof kurt ladislav larissa larisa \
    lars laura laurence laurent lea lenka leonard leonie leszek libor linda lindsay lisa lothar louis louise  \
    lubos luca lucas lucia lucie lucien lucy ludek ludmila ludwig luis luisa lukas lukasz lydia lynn maciej magda \
    magdalena maik malgorzata manfred manuel manuela marc marcel marcela marcello marcin marco marcos marcus marek \
    margaret margarita margit maria marian mariana marianne marie marina mario marion marketa marta martha martin \
    martina mary marzena mateusz mathieu mathilde matej matilda matteo matthew matthias maurice mauricio max \
    maximilian melanie melissa michael michaela michal michel michele michelle mieczyslaw miguel mikhail mikolaj \
    milan milena milos miriam miroslav miroslava monica monika monique moritz nadia nadine nancy natalia natalie \
    natasha nathan nicholas nicola nicolas nicole nikita nikola nikolai nikolaus nina norbert oldrich oleg oleksandr \
    olena olga oliver olivia olivier ondrej oscar oskar otto pablo pamela paolo pascal patricia patrick patrik patrycja \
    paul paula pauline pavel pavla pawel pedro peter petr petra philip philipp philippe pierre piotr polina rachel \
    radek radka rafael rafal raquel ralf rebecca regina reinhard renata renate rene ricardo richard rita robert \
    roberta roberto roger roland rolf romana ronald rosemary rudolf ruth ryan sabina sabine sabrina samantha samuel \
    sandra sara sarah sebastian sebastien serge sergei sergey sergio sharon silke silvia simon simona simone sofia \
    sonia sophia sophie stanislav stanislaw stefan stefanie stefano stepan stephan stephane stephanie stephen steven \
    susan susana susanne suzanne svetlana sylvia sylvie sylwia szymon tadeusz tamara tania tatiana teresa tereza \
    theresa thierry thomas timothy tobias tomas tomasz  torsten ulrich ulrike ursula ute uwe vaclav valentina \
    valerie vanessa vera veronica veronika viktor viktoria vincent viola vit vitaly vladimir vladislav vlastimil \
    vojtech volker waldemar walter wanda werner wilhelm william witold wojciech wolfgang xavier yann yannick yasmin \
    yolanda yuki yuri yves yvonne zbigniew zdenek zdenka zofia zuzana \
    александр александра алексеи алена алина алла анастасия андреи анна антон артем борис вадим валентина валерии \
    василии вера вероника виктор виктория виталии владимир владислав вячеслав галина геннадии георгии григории дарья \
    денис дмитрии евгении евгения екатерина елена елизавета иван игорь илья инна ирина кирилл константин ксения \
    лариса леонид людмила максим марина мария михаил наталья никита николаи оксана олег ольга павел петр полина \
    руслан светлана сергеи станислав степан татьяна тимур федор юлия юрии яна олександр дмитро андріи іван ірина \
    олена наталія оксана тарас богдан микола михаило сергіи петро юліа юлія тетяна катерина",
);

/// The commonest Chinese surnames, for telling a name from a word.
pub(crate) const CHINESE_SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏\
    薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文張劉陳楊趙黃吳孫馬羅鄭謝韓馮鄧許";

/// The commonest Japanese surnames.
pub(crate) const JAPANESE_SURNAMES: &str = "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 \
    清水 山崎 阿部 池田 橋本 山下 石川 中島 前田 藤田 小川 後藤 岡田 長谷川 村上 近藤 石井 斉藤 坂本 遠藤 青木 藤井 西村 福田 太田 \
    三浦 藤原 岡本 松田 中川 中野 原田 小野 田村 竹内 金子 和田 中山 石田 上田 森田 柴田 酒井 工藤 横山 宮崎 宮本 内田 高木 安藤 大野 谷口 今井";
