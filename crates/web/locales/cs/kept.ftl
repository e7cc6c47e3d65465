# Co se o někom uchovává a do kdy.
kept-heading = Co se uchovává do kdy
kept-to-all = Co dalšího se uchovává do kdy
kept-class-personal = Osobní
kept-class-legal = Právní
kept-personal = co jste napsali, co jsme vám odpověděli a vaše soubory a e-maily se uchovávají, dokud nás <a href="/me/requests/new?about=erasure">nepožádáte, abychom na vás zapomněli</a>. Pak už z toho nejde nic přečíst, v žádné kopii ani záloze; podle stáří se nic nemaže.
kept-legal = toto je právní dotaz a uchovává se kvůli sporu <a class="number" href="/me/disputes/{ $number }">{ $number }</a> a tak dlouho, jak ukládá zákon.
kept-draft = Co tu začnete psát a neodešlete, se uchovává, dokud to neodešlete nebo nesmažete, nejdéle do uzavření žádosti.
kept-law = Zákon nám může uložit ponechat něco, na co nás žádáte zapomenout. Zda to tak je, předem neříkáme nikomu, vám ani jiným; kdo požádá, dostane odpověď.

kept-what-words = Co jste napsali ve vlastních žádostech, co jsme vám odpověděli, vaše soubory a e-maily
kept-until-words = dokud nás nepožádáte, abychom na vás zapomněli
kept-what-fields = Vaše jméno, adresy a údaje
kept-until-fields = dokud se nezmění nebo nás nepožádáte, abychom na vás zapomněli
kept-what-begun = Co jste začali psát a neodeslali
kept-until-begun = dokud to neodešlete nebo nesmažete, nebo se žádost neuzavře
kept-what-factors = Čím se přihlašujete, vaše klíče pro podepsané odpovědi, váš jazyk a časové pásmo
kept-until-factors = dokud je neodstraníte či nezměníte nebo nás nepožádáte, abychom na vás zapomněli
kept-what-sessions = Odkazy a relace
kept-until-sessions = odkaz platí { $link } minut a den poté se smaže; relace končí { $idle } hodiny po tom, co jste naposledy něco udělali, a že byla, zůstává, bez místa a zařízení
kept-what-places = Odkud jste přišli, kvůli limitům
kept-until-places = 48 hodin, v podobě, ze které adresu nikdo nepozná
kept-what-consents = O jaký souhlas jste byli požádáni, co jste odpověděli a kdo měl oprávnění
kept-until-consents = oprávnění končí svým dnem, který je uveden u toho, kdo smí vidět vaše údaje; že bylo, zůstává, a jeho slova zmizí, když nás požádáte, abychom na vás zapomněli
kept-what-looks = Kdo nahlížel na vaše údaje, kdy a proč
kept-until-looks = že někdo nahlížel, zůstává; důvod zmizí, když nás požádáte, abychom na vás zapomněli
kept-what-entries = Záznam o tom, co se dělo
kept-until-entries = zůstává a jmenuje vás značkou, která nevede k nikomu, jakmile na vás zapomeneme
kept-what-others = Co jste napsali v žádostech a sporech jiných
kept-until-others = dokud nepožádají, abychom zapomněli na ně; když požádáte vy, zmizí z toho, co vás jmenuje
kept-what-files = Soubory a e-maily, ve kterých jsou i jiní
kept-until-files = dokud první z těch, kdo v nich jsou, nepožádá, abychom na něj zapomněli
kept-what-meetings = Že jsme se s vámi setkali osobně
kept-until-meetings = platí dva roky; že to bylo, zůstává, a co se o tom uvedlo, zmizí, když nás požádáte, abychom na vás zapomněli
kept-what-evidence = Dohody, které jste přijali, odpovědi podepsaným e-mailem, doklady vašich nových ověření
kept-until-evidence = že byly, zůstává; co obsahují, zmizí, když nás požádáte, abychom na vás zapomněli
