# Místo v týmu se dává, nebo navrhuje.
places-title = Místo v týmu
places-crumb = místo
places-move-heading = Navrhnout místo v týmu
places-give-heading = Dát místo v týmu
places-how = Vy to navrhnete, jiný člen rady se připojí a pak to provedete.
places-what = Kdo už místo má, dostane tyto role místo svých. Přihlašuje se odkazem na tuto adresu.
places-address = Vlastní adresa v organizaci
places-name = Jméno
places-roles = Čím jsou pověřeni
places-check = Prověrka osoby, pokud proběhla
places-checked-on = Dokončena dne
places-reference = Zmíněna v
places-check-hint = Ukládá se jen to, že proběhla a kde je zmíněna; nikdy, co se zjistilo.
places-move = Navrhnout
places-give = Dát
places-leave = Nechat být
places-day = den prověrky se píše jako 2026-11-20
