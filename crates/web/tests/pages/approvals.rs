//! What takes two people, by browser: a change of the policies that the analysis flags, and a destruction.

use axum::http::StatusCode;
use model::Role;
use testkit::house::{TestHouse, mail_from};

use crate::browser::{Browser, site};

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
