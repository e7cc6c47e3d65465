# Podle čích hodin stránky udávají čas.
zones-title = Časové pásmo
zones-heading = Vaše časové pásmo
zones-now = Časy na těchto stránkách platí pro { $zone }; teď je tam { $clock }.
zones-label = Časové pásmo
zones-universal = Světový čas (UTC)
zones-keep = Ponechat toto pásmo
zones-unknown = Žádné časové pásmo se tak nejmenuje. Vyberte některé ze seznamu.
zones-what = Zůstane uloženo v tomto prohlížeči. Pokud jste přihlášeni, uloží se místo toho zapečetěné u vás: zprávy podle něj udávají čas, začne jím každý prohlížeč, ve kterém se přihlásíte, a po odhlášení v žádném nezůstane. Co čtou programy, zůstává v UTC.
