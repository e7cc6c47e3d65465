//! The check digits of national ids.

/// Says whether digits, as written, are a national id of a country whose ids can be checked.
pub(super) fn is_national_id(written: &str) -> bool {
    let digits: Vec<u32> = written.chars().filter_map(|c| c.to_digit(10)).collect();
    let lengths: Vec<usize> = written.split(|c: char| !c.is_ascii_digit()).map(str::len).collect();
    match (digits.len(), lengths.as_slice()) {
        (9, [6, 3]) => written.contains('/') && has_birth_date(&digits),
        (10, [6, 4] | [10]) => is_czech(&digits),
        (11, [11]) => is_polish(&digits) || is_german(&digits) || is_brazilian(&digits),
        (11, [2, 3, 3, 3]) => is_german(&digits),
        (11, [3, 3, 3, 2]) => {
            is_brazilian(&digits) || (written.contains('-') && is_russian(&digits))
        }
        (15, _) => is_french(&digits),
        (18, [18]) => is_chinese(&digits),
        _ => false,
    }
}

/// Says whether digits with letters are a national id.
pub(super) fn is_lettered_id(written: &str) -> bool {
    let plain: String = written.chars().filter(char::is_ascii_alphanumeric).collect();
    match plain.len() {
        9 => is_spanish(&plain),
        // Only the Italian tax code looks like this.
        16 => true,
        18 => {
            let digits: Vec<u32> = plain.chars().map(|c| c.to_digit(10).unwrap_or(10)).collect();
            is_chinese(&digits)
        }
        _ => false,
    }
}

fn number(digits: &[u32]) -> u64 {
    digits.iter().fold(0, |sum, digit| sum * 10 + u64::from(*digit))
}

/// Czech and Slovak birth numbers: women's months are raised by 50, full days' series by 20.
fn has_birth_date(digits: &[u32]) -> bool {
    let [_, _, m1, m2, d1, d2, ..] = digits else { return false };
    let month = (m1 * 10 + m2) % 50;
    let month = if month > 20 { month - 20 } else { month };
    (1..=12).contains(&month) && (1..=31).contains(&(d1 * 10 + d2))
}

fn is_czech(digits: &[u32]) -> bool {
    // Until 1985 a rest of ten was written as nought.
    let is_old = digits.last() == Some(&0) && number(digits) / 10 % 11 == 10;
    has_birth_date(digits) && (number(digits).is_multiple_of(11) || is_old)
}

/// PESEL: weights 1 3 7 9, months raised by century.
fn is_polish(digits: &[u32]) -> bool {
    let weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1];
    let [_, _, m1, m2, d1, d2, ..] = digits else { return false };
    let month = (m1 * 10 + m2) % 20;
    weighted(digits, &weights).is_multiple_of(10)
        && (1..=12).contains(&month)
        && (1..=31).contains(&(d1 * 10 + d2))
}

/// Tax id: ISO 7064 mod 11,10; among the first ten digits one comes twice or three times.
fn is_german(digits: &[u32]) -> bool {
    let Some((check, body)) = digits.split_last() else { return false };
    let n_distinct = (0..10).filter(|digit| body.contains(digit)).count();
    if digits.first() == Some(&0) || !(8..=9).contains(&n_distinct) {
        return false;
    }
    let product = body.iter().fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10 == *check
}

/// CPF: two check digits mod 11.
fn is_brazilian(digits: &[u32]) -> bool {
    let check = |length: usize| {
        let body = digits.get(..length).unwrap_or_default();
        let weights = (2..=length + 1).rev();
        let sum: usize =
            body.iter().zip(weights).map(|(digit, weight)| *digit as usize * weight).sum();
        (sum * 10 % 11 % 10) as u32
    };
    let is_repeated = digits.iter().all(|digit| Some(digit) == digits.first());
    !is_repeated && digits.get(9) == Some(&check(9)) && digits.get(10) == Some(&check(10))
}

/// SNILS: positions as weights, mod 101.
fn is_russian(digits: &[u32]) -> bool {
    let sum: u32 =
        digits.iter().take(9).zip((1..=9).rev()).map(|(digit, weight)| digit * weight).sum();
    let [.., a, b] = digits else { return false };
    sum % 101 % 100 == a * 10 + b
}

/// NIR: sex, year, month, place, and 97 minus the rest mod 97.
fn is_french(digits: &[u32]) -> bool {
    let (Some(body), Some(key)) = (digits.get(..13), digits.get(13..)) else { return false };
    let month = number(digits.get(3..5).unwrap_or_default());
    matches!(digits.first(), Some(1 | 2))
        && ((1..=12).contains(&month) || (20..=42).contains(&month))
        && 97 - number(body) % 97 == number(key)
}

/// Resident id: ISO 7064 mod 11,2; ten is written X.
fn is_chinese(digits: &[u32]) -> bool {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1];
    let year = number(digits.get(6..10).unwrap_or_default());
    let month = number(digits.get(10..12).unwrap_or_default());
    weighted(digits, &weights) % 11 == 1
        && (1900..=2100).contains(&year)
        && (1..=12).contains(&month)
}

/// DNI and NIE: a letter by the number mod 23.
fn is_spanish(plain: &str) -> bool {
    let letters = "trwagmyfpdxbnjzsqvhlcke";
    let (Some(body), Some(letter)) = (plain.get(..8), plain.chars().last()) else { return false };
    let body = body.replace('x', "0").replace('y', "1").replace('z', "2");
    let Ok(number) = body.parse::<usize>() else { return false };
    letters.chars().nth(number % 23) == Some(letter)
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}
