//! The gallery: each page in each of its states, from sample values; for whoever draws, checks or documents them.

use askama::Template;
use axum::{
    extract::Path,
    response::{Html, IntoResponse, Response},
};

use model::{CaseState, DeliveryState};

use crate::{
    frame::{Frame, Here},
    samples::samples,
    trouble::{Trouble, page},
};

/// The list of all of them.
#[derive(Template)]
#[template(path = "galleries/list.html")]
pub struct GalleryList {
    /// What stands around.
    pub frame: Frame,
    /// The names, by the first word of each.
    pub groups: Vec<(String, Vec<&'static str>)>,
}

impl GalleryList {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self::of(&["board", "cases-show", "cases-show-lifted"])
    }

    fn of(names: &[&'static str]) -> Self {
        let mut groups: Vec<(String, Vec<&'static str>)> = Vec::new();
        for name in names {
            let first = name.split('-').next().unwrap_or(name);
            match groups.last_mut().filter(|(group, _)| group == first) {
                Some((_, names)) => names.push(name),
                None => groups.push((first.to_owned(), vec![name])),
            }
        }
        Self { frame: Frame::bare(), groups }
    }
}

/// Every component in every state, also those that scripts make.
#[derive(Template)]
#[template(path = "galleries/components.html")]
pub struct ComponentList {
    /// What stands around.
    pub frame: Frame,
    /// Where a case may stand.
    pub states: Vec<CaseState>,
    /// Where a copy of a reply may stand.
    pub deliveries: Vec<DeliveryState>,
    /// Why a draft may not be kept, by the names of the sentences.
    pub unkept: Vec<&'static str>,
}

impl ComponentList {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, ""),
            states: CaseState::ALL.into_iter().collect(),
            deliveries: DeliveryState::ALL.into_iter().collect(),
            unkept: vec![
                "offline",
                "busy",
                "signed-out",
                "somebody-else",
                "absent",
                "meanwhile",
                "destroyed",
                "too-long",
                "misread",
                "refused",
            ],
        }
    }
}

/// Lists them.
pub async fn list() -> Result<Response, Trouble> {
    let mut names: Vec<&str> = samples().iter().map(|sample| sample.name).collect();
    names.sort_unstable();
    page(&GalleryList::of(&names))
}

/// Shows one. Its forms lead nowhere: their token is nobody's.
pub async fn show(Path(name): Path<String>) -> Result<Response, Trouble> {
    let sample = samples().into_iter().find(|sample| sample.name == name);
    let html = sample.ok_or(Trouble::NotFound)?.html.map_err(Trouble::Render)?;
    Ok(Html(html).into_response())
}
