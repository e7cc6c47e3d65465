# Co dva učiní s osobou uvedenou adresou.
destructions-destroy = Zničit údaje osoby
destructions-destroy-what = Zničí se klíče této osoby a s nimi vše, co je pro ni zapečetěno, v každé kopii i záloze. Vyžaduje to dva: vy to navrhnete a jiný, kdo smí totéž, schválí. Zda o adrese něco máme, se nikomu neříká.
destructions-reset = Obnovit přihlašování osoby
destructions-reset-what = Pro toho, kdo ztratil vše, čím se přihlašuje. Odstraní se přístupové klíče, heslo, aplikace i záchranné kódy a skončí relace; osoba se to dozví e-mailem a odkaz zaslaný na její adresu ji pustí dovnitř, aby si vše nastavila znovu. Vyžaduje to dva. Zda adresu známe, se nikomu neříká.
destructions-address = E-mailová adresa osoby
destructions-propose = Navrhnout
