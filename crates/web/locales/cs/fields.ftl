# Co je o osobě vedeno.
fields-heading = Co je o mně vedeno
fields-lead = Kromě toho, co jste nám napsali. Tým z toho bez vašeho souhlasu nebo rozhodnutí nevidí nic a každé nahlédnutí tu uvidíte.
fields-none = Nic kromě vašich žádostí.
fields-elsewhere = vedeno v jiném systému
fields-no-value = nic není vedeno
fields-to-looks = Kdo se díval
fields-to-consents = Oč mě žádali
fields-yours = Vzít si je s sebou, opravit, nechat zapomenout
fields-export = Vše, co je o vás vedeno, jako jeden archiv (ZIP): vaše žádosti a spory s vašimi soubory, kdo nahlížel a proč, vaše souhlasy a klíče. Není v něm nic cizího; index.txt říká prostými slovy, co v něm je a co ne. Zapíše se, že jste si jej vzali.
fields-download = Stáhnout vše
fields-correction = Něco je špatně? <a href="/me/requests/new?about=correction">Požádejte nás o opravu</a>; bez vašeho souhlasu to nikdo nezmění.
fields-erasure = Chcete být zapomenuti? <a href="/me/requests/new?about=erasure">Požádejte o to</a>; provedou to společně dva členové týmu a potom už nelze přečíst nic, v žádné kopii ani záloze.

## Co se dozví jiní, kdo se ptají
fields-rule-tell = jiný člen, který se zeptá, se to dozví
fields-rule-ask = bez vašeho souhlasu se to nikdo nedozví
fields-rule-redirect = zde se to nikdo nedozví; kdo se ptá, je odkázán tam, kam to patří

## Změna údaje pro žadatele v případu
fields-change-title = Změnit údaj v { $number }
fields-change = Změnit: { $label }
fields-change-lead = Pro žadatele v případu <a class="number" href="/cases/{ $number }">{ $number }</a>. Oprávnění se tím jednou použije, vše se zapíše a dotyčná osoba to uvidí.
fields-new-value = Nová hodnota
fields-new-value-for = Nová hodnota místo té, která je vedena
fields-change-it = Změnit
fields-leave = Nechat být
fields-propose-lead = Pro žadatele v případu <a class="number" href="/cases/{ $number }">{ $number }</a>. Vyžaduje to dva: vy hodnotu navrhnete, jiný, kdo by ji směl změnit, schválí přesně ji, a pak se uloží. Vaše oprávnění se tím jednou použije, vše se zapíše a dotyčná osoba to uvidí.
fields-propose-it = Navrhnout přesně toto
