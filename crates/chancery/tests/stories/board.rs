//! A board is founded: two take their seats in their browsers, and from then on the command line only proposes.

use crate::{
    browser::{Browser, Page},
    house::{DOMAIN, House},
    stories,
};

stories!(a_board_is_founded_and_gives_a_place_by_motion);

const AGREEMENT: &str = "What I learn about people here I tell nobody.\n";

async fn a_board_is_founded_and_gives_a_place_by_motion(mut house: House) {
    let agreement = house.desk().join("agreement.txt");
    std::fs::write(&agreement, AGREEMENT).unwrap();
    house.set("CHANCERY_STAFF_AGREEMENT_FILE", agreement.to_str().unwrap());
    house.start().await;
    let (bela, bora) = (format!("bela@{DOMAIN}"), format!("bora@{DOMAIN}"));
    let alone = house.command(&["board", "found", "--address", &bela, "--name", "Bela Board"]);
    assert_eq!(alone.code, Some(1), "{alone:?}");
    assert!(alone.err.contains("at least two"), "{alone:?}");
    let said = house.run(&[
        "board",
        "found",
        "--address",
        &bela,
        "--name",
        "Bela Board",
        "--address",
        &bora,
        "--name",
        "Bora Board",
    ]);
    let links = said.lines().filter(|line| line.starts_with("http")).collect::<Vec<_>>();
    let mut bela = begins(&house, links[0]).await;
    let mut bora = begins(&house, links[1]).await;
    takes_seat(&mut bela).await;
    let nora = format!("nora@{DOMAIN}");
    takes_seat(&mut bora).await;

    let invite = ["staff", "invite", "--address", &nora, "--name", "Nora", "--role", "triage"];
    let proposed = house.run(&invite);
    assert!(proposed.starts_with("proposed as m"), "{proposed}");
    let refused = house.command(&["token", "create", "--staff", &format!("bela@{DOMAIN}")]);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(refused.err.contains("they make their own"), "{refused:?}");

    let path = proposed.lines().nth(1).unwrap();
    let path = path.strip_prefix(&format!("http://{}", house.web)).unwrap();
    let page = bela.get(path).await;
    assert!(page.text.contains("Nora") && page.text.contains("triage"), "{page:?}");
    let moved = bela.submit(&page, &format!("{path}/motion"), &[]).await;
    let path = moved.location.unwrap();
    let path = path.split('?').next().unwrap();
    let page = bora.get(path).await;
    let digest = page.text.split("name=\"digest\" value=\"").nth(1).unwrap();
    let digest = digest.split('"').next().unwrap();
    let seconded = bora.submit(&page, &format!("{path}/approval"), &[("digest", digest)]).await;
    assert_eq!(seconded.status, 303, "{seconded:?}");
    let page = bela.get(path).await;
    let done = bela.submit(&page, &format!("{path}/completion"), &[]).await;
    assert_eq!(done.status, 303, "{done:?}");
    assert!(house.run(&["staff", "list"]).contains("Triage 3: triage"));
    assert!(house.run(&["audit", "verify"]).starts_with("sound: "));
    assert!(house.stop().success());
    // The next start finds the board standing.
    let again = house.run(&invite);
    assert!(again.starts_with("proposed as m"), "{again}");
    assert!(house.run(&["audit", "verify"]).starts_with("sound: "));
}

/// Signs in by a link, and reads and accepts the agreement.
async fn begins(house: &House, link: &str) -> Browser {
    let mut browser = house.browser();
    let path = link.strip_prefix(&format!("http://{}", house.web)).unwrap();
    let page = browser.get(path).await;
    assert_eq!(browser.submit(&page, path, &[]).await.status, 303);
    assert_eq!(browser.get("/").await.location.as_deref(), Some("/agreement"));
    let idle = browser.get("/staff").await;
    assert_eq!(idle.status, 403, "roles lie idle until then: {idle:?}");
    let page = browser.get("/agreement").await;
    assert!(page.text.contains(AGREEMENT.trim()), "{page:?}");
    let digest = page.text.split("name=\"digest\" value=\"").nth(1).unwrap();
    let digest = digest.split('"').next().unwrap();
    assert_eq!(browser.submit(&page, "/agreement", &[("digest", digest)]).await.status, 303);
    browser
}

async fn takes_seat(browser: &mut Browser) {
    let page: Page = browser.get("/staff").await;
    assert!(page.text.contains("Take my seat"), "{page:?}");
    assert_eq!(browser.submit(&page, "/staff/seats", &[]).await.status, 303);
}
