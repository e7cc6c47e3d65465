//! Postal addresses: a street with a number, in the order and words of each language, and the town behind it.

use regex::Regex;

use super::pattern;
use crate::{Finding, PlaceholderKind::Place, Scan, words_of_names::NOT_NAMES};

/// Finds postal addresses.
pub(super) struct Places {
    streets: Vec<Street>,
    town: Regex,
    eastern: Regex,
}

/// One way to write a street and a number.
struct Street {
    pattern: Regex,
    /// The name (group `n`) must begin with a capital, for the words around are ordinary ones.
    /// A street word that is an ordinary word must have one too (group `w`).
    hint: &'static [&'static str],
}

impl Places {
    pub(super) fn new() -> Self {
        let number = r"[0-9]{1,4}(?:/[0-9]{1,4})?(?: ?[a-d])?";
        // Letters, dots, apostrophes, hyphens; written by what they are not, which compiles to far less.
        let word = r"[^\x00-&(-,/-@\[-`{-\x7f]{2,30}";
        let street =
            |hint: &'static [&'static str], text: &str| Street { pattern: pattern(text), hint };
        let streets = vec![
            // Hauptstraße 12; Kerkstraat 5
            street(
                &[
                    "str", "gasse", "weg", "platz", "allee", "damm", "ufer", "ring", "straat",
                    "laan", "plein", "gracht", "kade",
                ],
                &format!(
                    r"(?P<n>{word}(?:strasse|str\.|str|gasse|weg|platz|allee|damm|ufer|ring|chaussee|straat|laan|plein|gracht|kade|dijk)),? {number}"
                ),
            ),
            // Berliner Straße 5; Straße des 17. Juni 135
            street(
                &["str", "gasse", "weg", "platz", "allee"],
                &format!(
                    r"(?P<n>{word}) (?P<w>strasse|str\.|gasse|weg|platz|allee|ring) {number}|(?P<s>strasse (?:des|der|am) [^\n,]{{3,25}} {number})"
                ),
            ),
            // ul. Długa 5 m. 3; nám. Míru 9; třída Míru 4; plac Zbawiciela 2
            street(
                &["ul.", "ulic", "al.", "aleja", "os.", "pl.", "plac", "nam", "trida", "tr."],
                &format!(
                    r"(?:ul\.|ulice|ulica|ulici|al\.|aleja|os\.|osiedle|pl\.|plac|nam\.|namesti|trida|tr\.) ?(?P<n>{word}(?: {word}){{0,2}}) {number}(?: ?m(?:\.|ieszkania)? ?[0-9]{{1,4}})?"
                ),
            ),
            // 12 rue de la Paix; 5 bis, avenue Foch
            street(
                &[
                    "rue",
                    "avenue",
                    "boulevard",
                    "bd ",
                    "place",
                    "chemin",
                    "impasse",
                    "quai",
                    "allee",
                ],
                &format!(
                    r"[0-9]{{1,4}}(?: ?bis| ?ter)?,? (?:rue|avenue|av\.|boulevard|bd|place|chemin|allee|impasse|quai|square) (?:de la |de l'|des |de |du |d'|la |le |l')?(?P<n>{word}(?:[ -]{word}){{0,3}})"
                ),
            ),
            // Calle Mayor 5, 3º B; Rua Augusta, 1500; Via Roma 12
            street(
                &[
                    "calle", "c/", "avda", "avenida", "av.", "plaza", "paseo", "rua", "travessa",
                    "praca", "viale", "piazza",
                ],
                &format!(
                    r"(?:calle|c/|avenida|avda\.?|av\.|plaza|paseo|rua|travessa|praca|viale|piazza) ?(?:de la |de los |de las |del |de |da |do |dos )?(?P<n>{word}(?: (?:de |del |la |da )?{word}){{0,3}}),? (?:n[.oº°]{{0,2}} ?)?[0-9]{{1,5}}(?:,? [0-9]{{1,2}}[oaº°] ?[a-z]?(?:\b|$))?"
                ),
            ),
            street(
                &["via "],
                &format!(
                    r"(?P<w>via) (?P<n>{word}(?: {word}){{0,2}}),? [0-9]{{1,3}},? [0-9]{{5}} {word}"
                ),
            ),
            // 221B Baker Street; 1600 Pennsylvania Avenue NW, Apt 4
            street(
                &[
                    "street",
                    "st",
                    "road",
                    "rd",
                    "avenue",
                    "ave",
                    "lane",
                    "ln",
                    "drive",
                    "dr",
                    "boulevard",
                    "blvd",
                    "court",
                    "terrace",
                    "crescent",
                    "gardens",
                    "way",
                    "close",
                    "square",
                ],
                &format!(
                    r"[0-9]{{1,5}}[a-d]?,? (?P<n>(?:{word} ){{1,4}}?)(?P<w>street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|terrace|crescent|gardens|parkway|highway|way|close|square)(?:\.|\b)(?:,? (?:apt|flat|suite|unit|apartment)\.? ?[0-9a-z]{{1,5}})?"
                ),
            ),
            // ул. Ленина, д. 5, кв. 12; вул. Шевченка 3
            street(
                &["ул", "пр", "пер", "бульвар", "наб", "шоссе", "вул"],
                &format!(
                    r"(?:улица|улице|улицы|ул\.?|проспект|просп\.?|пр-т|переулок|пер\.|бульвар|б-р|набережная|наб\.|шоссе|вулиця|вул\.?) ?(?P<n>{word}(?: {word}){{0,2}}),? (?:дом |д\.? ?|буд\.? ?)?[0-9]{{1,4}}[а-я]?(?:,? (?:кв|корп|квартира|корпус|стр|к)\.? ?[0-9]{{1,4}}){{0,3}}"
                ),
            ),
            // Masarykova 15, 602 00 Brno
            street(
                &[", "],
                &format!(
                    r"(?P<n>{word}(?: {word}){{0,2}}) {number}(?:,|\n|, ) ?(?:[0-9]{{3}} [0-9]{{2}}|[0-9]{{2}}-[0-9]{{3}}|(?:d-|a-|ch-)?[0-9]{{5}}) {word}"
                ),
            ),
        ];
        Self {
            streets,
            town: pattern(concat!(
                r"^(?:,|\n| |, |,\n)(?:[0-9]{3} ?[0-9]{2}|[0-9]{2}-[0-9]{3}|(?:d-|a-|ch-|f-)?[0-9]{4,5}(?:-[0-9]{3})?|[0-9]{4} ?[a-z]{2}) ",
                r"([^\x00-&(-,/-@\[-`{-\x7f]{3,25}(?:[ -][^\x00-&(-,/-@\[-`{-\x7f]{3,25}){0,2}(?: [0-9]{1,2}\b)?)|",
                r"^, ([^\x00-\x1f!-&(-,/-@\[-`{-\x7f]{3,25}),? (?:[a-z]{2} [0-9]{5}(?:-[0-9]{4})?|[a-z]{1,2}[0-9][0-9a-z]? ?[0-9][a-z]{2})",
            )),
            eastern: pattern(concat!(
                r"〒 ?[0-9]{3}-[0-9]{4} ?[^\s、。,]{4,40}|",
                r"(?:東京都|北海道|京都府|大阪府|[^\x00-\x7f、。，！？「」：（）]{2,3}県)[^\x00-\x7f、。，！？「」]{2,20}[0-9]{1,4}(?:(?:-|丁目|番地?|号)[0-9]{0,4}){0,5}|",
                r"(?:[^\x00-\x7f、。，！？「」：（）]{2,4}(?:省|市|区|县|區|縣)){1,3}[^\x00-\x7f、。，！？「」：（）]{1,12}(?:路|街|道|巷|弄|大道) ?[0-9]{1,5} ?(?:号|號)(?:[0-9a-z]{1,5}(?:室|单元|栋|楼|层|号)){0,4}",
            )),
        }
    }

    pub(super) fn find(&self, scan: &Scan<'_>, found: &mut Vec<Finding>) {
        let folded = scan.folded();
        for street in &self.streets {
            if !street.hint.iter().any(|hint| folded.contains(hint)) {
                continue;
            }
            for hit in street.pattern.captures_iter(folded) {
                let Some(whole) = hit.get(0) else { continue };
                let name = hit.name("n").or_else(|| hit.name("s"));
                let Some(start) =
                    name.and_then(|name| capital_start(scan, name.start(), name.end()))
                else {
                    continue;
                };
                let has_small_word =
                    hit.name("w").is_some_and(|word| !is_capital(scan, word.start()));
                let is_joined = scan
                    .char_at(whole.end())
                    .is_some_and(|c| c.is_alphanumeric() || ":%".contains(c));
                let start = if whole.start() == name.map_or(0, |name| name.start()) {
                    start
                } else {
                    whole.start()
                };
                if has_small_word
                    || is_joined
                    || scan
                        .char_before(start)
                        .is_some_and(|c| c.is_alphanumeric() || "./,".contains(c))
                {
                    continue;
                }
                let end =
                    start + scan.slice(start..whole.end()).trim_end_matches(['.', '\'', '-']).len();
                let end = self.with_town(scan, end);
                found.push(scan.finding(Place, start..end));
            }
        }
        if scan.words().iter().any(|word| word.is_eastern) {
            found
                .extend(self.eastern.find_iter(folded).map(|hit| scan.finding(Place, hit.range())));
        }
    }

    /// Takes in the postal code and the town behind a street.
    fn with_town(&self, scan: &Scan<'_>, end: usize) -> usize {
        let to = scan.folded().floor_char_boundary(end + 100);
        let Some(hit) = self.town.captures(scan.slice(end..to)) else { return end };
        let town = hit.get(1).or_else(|| hit.get(2));
        let Some(town) = town.filter(|town| is_capital(scan, end + town.start())) else {
            return end;
        };
        if hit.get(2).is_some() {
            return end + hit.get(0).map_or(0, |whole| whole.end());
        }
        // Of the town's words only the capitalised ones belong to it.
        let mut town_end = end + town.start();
        for word in scan.words().iter().skip(scan.word_index_at(town_end)) {
            if word.start >= end + town.end() || !word.is_capital || word.start > town_end + 1 {
                break;
            }
            town_end = word.end;
        }
        town_end
    }
}

/// Returns where the capitalised words that end a name begin; a name without a capital is none.
fn capital_start(scan: &Scan<'_>, start: usize, end: usize) -> Option<usize> {
    let first = scan.word_index_at(start);
    let words = scan.words().get(first..).unwrap_or_default();
    words
        .iter()
        .take_while(|word| word.start < end)
        .find(|word| word.is_capital && !NOT_NAMES.has(scan.word(word)))
        .map(|word| word.start)
}

fn is_capital(scan: &Scan<'_>, at: usize) -> bool {
    scan.words().get(scan.word_index_at(at)).is_some_and(|word| word.start == at && word.is_capital)
}
