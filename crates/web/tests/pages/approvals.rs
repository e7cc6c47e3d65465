//! What takes two people, by browser: a change of the policies that the analysis flags, and a destruction.

use authority::PolicyText;
use axum::http::StatusCode;
use desk::{Deed, PolicyDraft};
use model::Role;
use testkit::house::{TestHouse, mail_from};

use crate::{
    authority::{World, hidden},
    browser::{Browser, site},
};

const READERS: &str = "@id(\"ours-show\")\n@clause(\"000 Picture\")\n\
    @sentence(\"System administrators read every case.\")\n\
    permit (principal is Staff, action == Action::\"case.show\", resource)\n\
    when { principal.roles.contains(\"system_administrator\") };\n";

#[tokio::test]
async fn the_policies_are_changed_by_two() {
    let house = TestHouse::sqlite().await;
    let adam = house.member("adam", &[Role::Administrator]).await;
    let cora = house.member("cora", &[Role::Counsel]).await;
    let site = site(&house);
    let adam = Browser::of_member(&house, &site, &adam).await;
    let cora = Browser::of_member(&house, &site, &cora).await;

    let book = adam.get("/policies").await;
    book.is(StatusCode::OK).shows(&[
        "Who may do what",
        "id=\"message-unseal-assigned\"",
        "two people: one acts, another approves",
        "a token: consent",
        "the staff as this house asks: signed in",
        "whoever gave the token: signed in strongly",
        "/policies/edit?file=case.cedar",
    ]);
    adam.get("/policies/edit?file=ours.cedar").await.is(StatusCode::OK).shows(&["Begin"]);
    let form =
        [("file", "ours.cedar"), ("text", "permit (principal, action, resource);"), ("note", "x")];
    let page = adam.post("/policies/analysis", &form).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["ours.cedar:1: the policy has no @id"]);
    let form = [("file", "ours.cedar"), ("text", READERS), ("note", "They need to see.")];
    let page = adam.post("/policies/analysis", &form).await;
    page.is(StatusCode::OK).shows(&[
        "Newly allowed",
        "system administrator",
        "case.show",
        "a replay, not a proof",
        "Propose exactly this",
    ]);
    let page = adam.post("/policies/proposal", &form).await;
    let path = page.to().split('?').next().unwrap().to_owned();
    adam.get(&path).await.shows(&["They need to see.", "Take it back"]).hides(&["Approve exactly"]);

    cora.get("/approvals").await.is(StatusCode::OK).shows(&[&path, "change the policies"]);
    let page = cora.get(&path).await;
    page.shows(&[
        "System administrators read every case.",
        "Newly allowed",
        "Approve exactly this",
    ]);
    let digest = page.html.split("name=\"digest\" value=\"").nth(1).unwrap();
    let digest = digest.split('"').next().unwrap().to_owned();
    let wrong = "00".repeat(32);
    let page = cora.post(&format!("{path}/approval"), &[("digest", wrong.as_str())]).await;
    page.is(StatusCode::CONFLICT).shows(&["not what was shown"]);
    let page = cora.post(&format!("{path}/approval"), &[("digest", digest.as_str())]).await;
    assert_eq!(page.to(), format!("{path}?done=carried_out"));
    cora.get("/policies").await.shows(&["edition 2", "id=\"ours-show\""]);
    cora.get("/policies/editions").await.shows(&["Edition 2", "Edition 1", "in force"]);
    cora.get("/policies/editions/2").await.shows(&["What it changed", "ours.cedar"]);
    cora.get("/policies/editions/1").await.shows(&["Propose to return"]);
    cora.get("/policies/editions/9").await.is(StatusCode::NOT_FOUND);

    let page = cora.post("/policies/editions/1/reversion", &[("note", "Too much.")]).await;
    let path = page.to().split('?').next().unwrap().to_owned();
    adam.get(&path).await.shows(&["back to the texts of", "ours.cedar</code> is removed"]);
    let page = adam.post(&format!("{path}/decline"), &[("reason", "Give it a week.")]).await;
    assert_eq!(page.to(), format!("{path}?done=turned_down"));
    cora.get(&path).await.shows(&["declined", "Give it a week."]);
}

#[tokio::test]
async fn a_destruction_names_nobody_in_an_address() {
    let house = TestHouse::sqlite().await;
    let adam = house.member("adam", &[Role::Administrator]).await;
    let cora = house.member("cora", &[Role::Counsel]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    house.mail(mail_from("Jana", "jana@mail.example", "Forget me", "Please.")).await;
    let site = site(&house);
    let egon = Browser::of_member(&house, &site, &egon).await;
    egon.get("/people/destruction").await.is(StatusCode::FORBIDDEN).shows(&["/policies#"]);
    let adam = Browser::of_member(&house, &site, &adam).await;
    adam.get("/people/destruction").await.is(StatusCode::OK);
    let page = adam.post("/people/destruction", &[("address", "nonsense")]).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY);
    let page = adam.post("/people/destruction", &[("address", "jana@mail.example")]).await;
    let path = page.to().split('?').next().unwrap().to_owned();
    assert!(!path.contains("jana"));
    adam.get("/approvals").await.shows(&[&path]).hides(&["jana@mail.example"]);
    egon.get(&path).await.is(StatusCode::NOT_FOUND);
    egon.get("/approvals").await.hides(&[&path]);
    let cora = Browser::of_member(&house, &site, &cora).await;
    let page = cora.get(&path).await;
    page.shows(&["jana@mail.example", "cannot be undone"]);
    let digest = page.html.split("name=\"digest\" value=\"").nth(1).unwrap();
    let digest = digest.split('"').next().unwrap().to_owned();
    // The first is not the second.
    adam.get(&path).await;
    let refused = adam.post(&format!("{path}/approval"), &[("digest", digest.as_str())]).await;
    refused.is(StatusCode::FORBIDDEN).shows(&["The second is never the first"]);
    cora.post(&format!("{path}/approval"), &[("digest", digest.as_str())]).await;
    cora.get(&path).await.shows(&["done", "forgotten"]).hides(&["jana@mail.example"]);
}

#[tokio::test]
async fn what_fails_after_the_approval_is_said() {
    let house = TestHouse::sqlite().await;
    let adam = house.member("adam", &[Role::Administrator]).await;
    let cora = house.member("cora", &[Role::Counsel]).await;
    let site = site(&house);
    let browser = Browser::of_member(&house, &site, &adam).await;
    browser.get("/people/destruction").await;
    let page = browser.post("/people/destruction", &[("address", "a@mail.example")]).await;
    let path = page.to().split('?').next().unwrap().to_owned();
    house.member("adam", &[Role::Publisher]).await;
    let cora = Browser::of_member(&house, &site, &cora).await;
    let page = cora.get(&path).await;
    let digest = page.html.split("name=\"digest\" value=\"").nth(1).unwrap();
    let digest = digest.split('"').next().unwrap().to_owned();
    let page = cora.post(&format!("{path}/approval"), &[("digest", digest.as_str())]).await;
    page.is(StatusCode::CONFLICT).shows(&["Approved, but not carried out"]);
}

#[tokio::test]
async fn what_takes_two_is_proposed_from_its_refusal() {
    let world = World::open().await;
    let adam = world.house.member("adam", &[Role::Administrator]).await;
    let cora = world.house.member("cora", &[Role::Counsel]).await;
    let emma = world.house.member("emma", &[Role::SupportEngineer]).await;
    let standing = PolicyText::standing();
    let fields = standing.into_iter().find(|file| file.file == "field.cedar").unwrap().text;
    let head =
        "@authority(\"consent\")\npermit (principal is Staff, action == Action::\"field.edit\"";
    let text = fields.replace(head, &format!("@eyes(\"four\")\n{head}"));
    assert_ne!(text, fields);
    let desk = &world.house.desk;
    let note = "A change takes two.".to_owned();
    let draft = PolicyDraft { file: "field.cedar".to_owned(), text: Some(text), note };
    let change = desk.policy_change(&adam.actor, draft).await.unwrap();
    let id = desk.propose(&adam.actor, &Deed::ChangePolicies(change)).await.unwrap();
    let digest = desk.approval(&cora.actor, id).await.unwrap().digest;
    desk.approve(&cora.actor, id, &digest).await.unwrap();

    world.agree(&["field.edit"], &["status"]).await;
    let egon = world.browser(&world.egon).await;
    let form = [("value", "gold"), ("version", "0")];
    let refused = egon.post(&world.path("/fields/status"), &form).await;
    let edit = world.path("/fields/status/edit");
    refused.is(StatusCode::FORBIDDEN).shows(&["Call a second pair of eyes", &edit]);
    let proposal = world.path("/fields/status/proposal");
    egon.get(&edit).await.is(StatusCode::OK).shows(&["Propose exactly this", &proposal]);
    let page = egon.post(&proposal, &[("value", ""), ("version", "0")]).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY);
    let page = egon.post(&proposal, &form).await;
    let path = page.to().split('?').next().unwrap().to_owned();
    assert!(page.to().ends_with("?done=proposed"));

    let emma = world.browser(&emma).await;
    emma.get("/approvals").await.shows(&[&path]).hides(&["gold"]);
    let page = emma.get(&path).await;
    page.is(StatusCode::OK).shows(&["gold", "Approve exactly this"]);
    world.browser(&world.tessa).await.get(&path).await.is(StatusCode::NOT_FOUND);
    let digest = hidden(&page.html, "digest");
    let done = emma.post(&format!("{path}/approval"), &[("digest", digest.as_str())]).await;
    assert_eq!(done.to(), format!("{path}?done=carried_out"));
    emma.get(&path).await.hides(&["gold"]);
    let own = desk.own_fields(&world.house.requester(world.jana)).await.unwrap();
    let own = own.iter().find(|view| view.field.key.as_str() == "status").unwrap();
    assert_eq!(own.value.as_ref().unwrap().expose(), "gold");
}
