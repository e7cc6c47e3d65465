# Nach wessen Uhr die Seiten Zeiten angeben.
zones-title = Zeitzone
zones-heading = Ihre Zeitzone
zones-now = Die Zeiten auf diesen Seiten sind die von { $zone }; dort ist es jetzt { $clock }.
zones-label = Zeitzone
zones-universal = Weltzeit (UTC)
zones-keep = Diese Zeitzone behalten
zones-unknown = So heißt keine Zeitzone. Wählen Sie eine aus der Liste.
zones-what = Sie wird in diesem Browser behalten. Wenn Sie angemeldet sind, wird sie stattdessen versiegelt bei Ihnen behalten: Mails geben Zeiten nach ihr an, jeder Browser, in dem Sie sich anmelden, beginnt mit ihr, und keiner behält sie, wenn Sie sich abgemeldet haben. Was Programme lesen, bleibt in UTC.
