# Někdo se chce něco dozvědět: co se smí sdělit.
disclosures-title = Sdělit něco v { $number }
disclosures-heading = Kdo chce vědět: { $field }?
disclosures-others = Nač se ptají dodavatelé, partneři a úřady, zde nesmí sdělit nikdo; stane se to sporem.
disclosures-relation = Kdo se ptá v <a class="number" href="/cases/{ $number }">{ $number }</a>
disclosures-relation-own = žadatel, sám na sebe
disclosures-relation-member = jiný člen
disclosures-relation-supplier = dodavatel
disclosures-relation-partner = partner
disclosures-relation-agency = úřad
disclosures-address = Na koho: přesná e-mailová adresa; nic, pokud se žadatel ptá sám na sebe
disclosures-show = Ukázat, co se smí sdělit
disclosures-leave = Nechat být
disclosures-record = Zapíše se to a osoba to uvidí. Nikdo s takovou adresou a někdo, o kom nic nemáme, vypadají stejně.
disclosures-rule-tell = Toto se smí sdělit každému členovi, který se zeptá.
disclosures-rule-ask = Jiným se sděluje jen se souhlasem osoby.
disclosures-rule-place = Zde se nesděluje nikdy; kdo se ptá, je odkázán sem: { $place }.
disclosures-rule-elsewhere = Zde se nesděluje nikdy; patří to jinam.
