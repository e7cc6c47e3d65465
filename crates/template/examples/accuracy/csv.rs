//! Reads two columns of a CSV text (RFC 4180).

/// Returns the values of two named columns.
pub fn columns(text: &str, left: &str, right: &str) -> Result<(Vec<String>, Vec<String>), String> {
    let mut records = records(text).into_iter();
    let head = records.next().unwrap_or_default();
    let place = |name: &str| {
        head.iter().position(|column| column == name).ok_or(format!("no column {name}"))
    };
    let (left, right) = (place(left)?, place(right)?);
    let pairs =
        records.filter_map(|record| Some((record.get(left)?.clone(), record.get(right)?.clone())));
    Ok(pairs.unzip())
}

fn records(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                field.push('"');
                letters.next();
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(std::mem::take(&mut field)),
            '\n' if !is_quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            '\r' if !is_quoted => {}
            _ => field.push(letter),
        }
    }
    if !field.is_empty() || !record.is_empty() {
        record.push(field);
        records.push(record);
    }
    records
}
