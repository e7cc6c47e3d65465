//! Tests of what Chancery comes with: every file is listed, reads, and leads nowhere that is not there.

use std::{collections::BTreeSet, fs, path::Path};

use model::Guide;

use super::*;
use crate::{
    DeskConfig,
    templates::{TemplateValues, check_template, fill},
};

fn listed(folder: &str) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content").join(folder);
    let mut names = BTreeSet::new();
    for language in fs::read_dir(root).unwrap() {
        let language = language.unwrap();
        for file in fs::read_dir(language.path()).unwrap() {
            let file = file.unwrap().file_name().to_string_lossy().into_owned();
            names.insert(format!("{}/{file}", language.file_name().to_string_lossy()));
        }
    }
    names
}

#[test]
fn every_file_is_listed() {
    let code = |language: &str| match language {
        "ces" => "cs",
        "deu" => "de",
        _ => "en",
    };
    for (kind, folder) in [(SheetKind::Template, "templates"), (SheetKind::Guide, "guides")] {
        let sheets = standing_sheets(kind).unwrap();
        let names =
            sheets.iter().map(|sheet| format!("{}/{}.txt", code(sheet.language), sheet.name));
        assert_eq!(names.collect::<BTreeSet<_>>(), listed(folder));
    }
}

#[test]
fn every_template_is_filled() {
    let config = DeskConfig::for_domain("desk.example");
    for sheet in standing_sheets(SheetKind::Template).unwrap() {
        let now = model::timestamp_of_micros(1_795_262_400_000_000);
        let values = TemplateValues::sample(sheet.language, &config, now);
        assert_eq!(check_template(&sheet.text, &values), [], "{} {}", sheet.name, sheet.language);
        let text = fill(&sheet.text, &values).unwrap();
        assert!(text.ends_with("Support engineer 3") && !text.contains("{{"), "{text}");
    }
}

#[test]
fn every_guide_reads_and_names_templates_that_are_there() {
    let templates = standing_sheets(SheetKind::Template).unwrap();
    for sheet in standing_sheets(SheetKind::Guide).unwrap() {
        let guide = Guide::parse(&sheet.text).unwrap();
        assert!(!guide.when.is_empty() && guide.steps.len() >= 5, "{}", sheet.name);
        for name in guide.steps.iter().filter_map(|step| step.template.as_ref()) {
            let is_there =
                |other: &&StandingSheet| other.name == *name && other.language == sheet.language;
            assert!(templates.iter().any(|other| is_there(&other)), "{} {name}", sheet.name);
        }
    }
}

#[test]
fn the_recovery_needs_two_of_us_in_every_language() {
    let guides = standing_sheets(SheetKind::Guide).unwrap();
    let found: Vec<_> =
        guides.iter().filter(|sheet| sheet.name.as_str() == "password-recovery").collect();
    assert_eq!(found.len(), 3);
    for sheet in found {
        let guide = Guide::parse(&sheet.text).unwrap();
        let others = guide.steps.iter().map(|step| step.other_than.clone());
        let others: Vec<_> = others.filter(|others| !others.is_empty()).collect();
        assert_eq!(others, [[2].into(), [2].into(), [9].into()], "{}", sheet.language);
        assert_eq!(sheet.role, Some(Role::SupportEngineer));
    }
}
