//! Several documents in one file: `action: global`, `reset` and `repeat`.

use crate::{
    fault::Reason,
    yaml::{Kind, Node, Trouble},
};

/// Merges global parts into the documents that follow them.
pub(super) fn unfold(documents: Vec<Node>) -> Result<Vec<Node>, Trouble> {
    let mut global: Option<Node> = None;
    let mut previous: Option<Node> = None;
    let mut unfolded = Vec::new();
    for mut node in documents {
        let action = node.get("action").and_then(|action| action.text()).map(String::from);
        if let Kind::Map(entries) = &mut node.kind {
            entries.retain(|(key, _)| key.name != "action");
        }
        match action.as_deref() {
            None => {
                let whole = merged(global.clone(), node);
                previous = Some(whole.clone());
                unfolded.push(whole);
            }
            Some("global") => global = Some(merged(global, node)),
            Some("reset") => global = None,
            Some("repeat") => {
                let whole = merged(previous, node);
                previous = Some(whole.clone());
                unfolded.push(whole);
            }
            Some(other) => return Err((node.line, Reason::UnknownAction(other.to_owned()))),
        }
    }
    Ok(unfolded)
}

/// Lays `over` upon `base`: maps are merged, anything else is replaced.
fn merged(base: Option<Node>, over: Node) -> Node {
    let Some(base) = base else { return over };
    let line = over.line;
    match (base.kind, over.kind) {
        (Kind::Map(mut entries), Kind::Map(additions)) => {
            for (key, node) in additions {
                let at = entries.iter().position(|(known, _)| known.name == key.name);
                let known = at.map(|at| entries.swap_remove(at).1);
                entries.push((key, merged(known, node)));
            }
            Node { line, kind: Kind::Map(entries) }
        }
        (_, kind) => Node { line, kind },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml;

    #[test]
    fn globals_are_merged_until_reset() {
        let text = "action: global\na: 1\nm: {x: 1}\n---\nb: 2\nm: {y: 2}\n---\naction: reset\n---\nc: 3\n---\naction: repeat\nd: 4\n";
        let documents = unfold(yaml::documents(text).unwrap()).unwrap();
        assert_eq!(documents.len(), 3);
        assert!(documents[0].get("a").is_some() && documents[0].get("b").is_some());
        let map = documents[0].get("m").unwrap();
        assert!(map.get("x").is_some() && map.get("y").is_some());
        assert!(documents[1].get("a").is_none());
        assert!(documents[2].get("c").is_some() && documents[2].get("d").is_some());
    }
}
