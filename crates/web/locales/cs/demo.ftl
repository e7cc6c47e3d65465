# První stránka ukázky.
demo-title = Ukázka
demo-heading = Dům, ve kterém se můžete rozhlédnout
demo-lead = Chancery je podpora a bezpečnostní dohled, kde nikdo z týmu nesmí bez oprávnění vidět ani změnit nic soukromého.
demo-lead-invented = Všichni zde jsou vymyšlení, i to, co napsali. Posaďte se na kterékoli místo: nic se nemůže pokazit a žádná pošta tento počítač neopustí.
demo-steps = Během pár minut
demo-look = Podívat se jako { $name }
demo-seats = Kdo tu pracuje a kdo se ptá
demo-your-seat = zde sedíte vy
demo-sit = Posadit se
demo-sit-as = jako { $name }
demo-requester = žadatel
