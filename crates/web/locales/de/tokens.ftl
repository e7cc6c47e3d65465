# Token für Programme.
tokens-title = Token
tokens-heading = Token für Programme
tokens-what = Ein Programm, das eines vorweist, handelt über die <a href="/api/v1/openapi.json">API</a> als Sie, soweit Ihre Rollen und das Token es erlauben. Es stimmt nie zu, entscheidet nicht, willigt nicht ein und ändert das Team nicht. Von jedem neuen erfahren Sie per E-Mail.
tokens-none = Sie haben keine.
tokens-all-acts = alles, was Ihre Rollen Ihnen erlauben
tokens-ends = endet
tokens-last-used = zuletzt gebraucht
tokens-never-used = nie gebraucht
tokens-in-log = im Protokoll <code>{ $id }</code>
tokens-end = Beenden
tokens-another = Ein weiteres
tokens-acts = Handlungen, auf die es beschränkt ist, mit Namen
tokens-acts-example = case.list, case.show
tokens-acts-hint = Leer ist alles, was Ihre Rollen Ihnen erlauben. Weniger ist besser: was es nicht darf, kann auch niemand, der es stiehlt.
tokens-days = Tage, die es gilt
tokens-make = Erstellen
tokens-new = Ein neues Token
tokens-once = Es wird nur dieses eine Mal gezeigt. Bewahren Sie es dort auf, wo Ihr Programm es findet und niemand sonst.
tokens-sent-as = Das Programm sendet es als <code>Authorization: Bearer …</code>. Es endet
tokens-kept = Es ist aufbewahrt
tokens-no-act = Es gibt keine Handlung { $act }; sie sieht aus wie case.list.
