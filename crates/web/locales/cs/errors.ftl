# Co se řekne, když tu jiná stránka není.
errors-to-start = Na začátek
errors-name = Budete-li se nás na to ptát, uveďte <span class="number">{ $id }</span>
errors-nothing-here = Zde pro vás nic není
errors-nothing-here-text = V adrese může být překlep, nebo to, co označuje, vám není přístupné. Neříkáme, co z toho platí.
errors-not-our-form = Tento formulář nebyl náš, nebo je příliš starý
errors-not-our-form-text = Přijímáme formuláře jen z našich vlastních stránek, z prohlížeče, který si je vyžádal. Otevřete stránku znovu a odešlete formulář odtud.
errors-faster = Někdo byl rychlejší
errors-faster-text = Co jste chtěli změnit, se mezitím změnilo. Otevřete to znovu; nic od vás se nezapsalo.
errors-too-large = To je příliš mnoho najednou
errors-too-large-text = Formulář může mít nejvýše jeden megabajt. Nic se nezapsalo.
errors-too-many = Příliš často
errors-too-many-text = Počkejte prosím minutu a zkuste to znovu. Nic se nezapsalo.
errors-unable = Teď nemůžeme odpovědět
errors-unable-text = Něco, na čem závisíme, je pomalé nebo nedostupné. Nic vašeho se neztratilo: co jsme přijali, to máme uloženo.
errors-gone = Už to zde není
errors-gone-text = Bylo to zničeno a nelze to vrátit.
errors-unusable = Takto to nelze použít
errors-unusable-text = Něco z toho, co jste zadali, nesedí. Nic se nezapsalo.
errors-full = Úložiště je plné
errors-full-text = Nepřijímáme nic, co nemůžeme uchovat. Nic se nezapsalo.
errors-unreadable = Nedokázali jsme to přečíst
errors-unreadable-text = Požadavek neměl podobu, které rozumíme. Nic se nezapsalo.
errors-broken = Něco se pokazilo u nás
errors-broken-text = Je to zaznamenáno. Co jsme přijali dříve, je uloženo; to, co jste právě odeslali, se možná nezapsalo.
