//! Links.

use model::LinkKind;

use super::*;

pub async fn links_show_what_one_may_see(house: TestHouse) {
    let world = world(house).await;
    let (desk, egon, tessa) = (&world.house.desk, &world.egon, &world.tessa);
    let (one, other) = (world.first, world.second);
    let id = desk.link(&egon.actor, one, LinkKind::DuplicateOf, other).await.unwrap();
    for (number, is_from_here, there) in [(one, true, other), (other, false, one)] {
        let links = desk.links(&egon.actor, number).await.unwrap();
        assert_eq!(links.len(), 1);
        assert_eq!((links[0].kind, links[0].is_from_here), (LinkKind::DuplicateOf, is_from_here));
        assert_eq!(links[0].other.as_ref().unwrap().number, there);
        assert!(links[0].linked_by.contains("upport engineer"), "{}", links[0].linked_by);
    }
    let twice = desk.link(&tessa.actor, one, LinkKind::DuplicateOf, other).await;
    assert!(matches!(twice, Err(DeskError::Void { .. })), "{twice:?}");
    desk.link(&tessa.actor, one, LinkKind::Related, other).await.unwrap();
    let mirrored = desk.link(&tessa.actor, other, LinkKind::Related, one).await;
    assert!(matches!(mirrored, Err(DeskError::Void { .. })), "{mirrored:?}");
    kept_apart(desk.link(&egon.actor, one, LinkKind::Related, one).await, &AffairError::Itself);
    // Splitting alone says of a case that it was split.
    let made_up = desk.link(&egon.actor, one, LinkKind::SplitFrom, other).await;
    assert!(matches!(made_up, Err(DeskError::Invalid { .. })), "{made_up:?}");

    // From either side it is taken away, once.
    desk.unlink(&tessa.actor, other, id).await.unwrap();
    let again = desk.unlink(&tessa.actor, other, id).await;
    assert!(matches!(again, Err(DeskError::NotFound)), "{again:?}");
    assert_eq!(desk.links(&egon.actor, one).await.unwrap().len(), 1);

    // A link to what became part of another leads on.
    let third = world.house.number(world.house.mail(jana("A third", "Once more.")).await).await;
    world.house.give(third, tessa, egon).await;
    desk.link(&egon.actor, third, LinkKind::CausedBy, other).await.unwrap();
    world.merge().await;
    let links = desk.links(&egon.actor, third).await.unwrap();
    let linked = links[0].other.as_ref().unwrap();
    assert_eq!((linked.number, linked.host), (other, Some(one)));
    while desk.sequence().await.unwrap() > 0 {}
    let events = desk.history(&egon.actor, one).await.unwrap();
    for act in [Act::CaseLink, Act::CaseUnlink, Act::CaseMerge] {
        assert!(events.iter().any(|event| event.act == act), "{act:?}");
    }
}

pub async fn no_number_is_told_by_a_link(house: TestHouse) {
    let world = world(house).await;
    let (desk, egon) = (&world.house.desk, &world.egon);
    let nora = world.house.member("nora", &[Role::SecurityAnalyst]).await;
    let mail = jana("Elsewhere", "Somebody attacks us.");
    let hidden = world.house.number(world.house.mail(mail).await).await;
    let queues = desk.queues(&world.tessa.actor).await.unwrap();
    let theirs = queues.iter().find(|queue| {
        queue.roles.contains(&Role::SecurityAnalyst)
            && !queue.roles.contains(&Role::SupportEngineer)
    });
    let theirs = theirs.unwrap();
    desk.assign(&world.tessa.actor, hidden, world.tessa.staff.id, None).await.unwrap();
    desk.move_case(&world.tessa.actor, hidden, &theirs.name, None).await.unwrap();
    // Tessa sees both, because she has the one; Egon sees that there is something, and not what.
    desk.link(&world.tessa.actor, world.first, LinkKind::Related, hidden).await.unwrap();
    let links = desk.links(&egon.actor, world.first).await.unwrap();
    assert!(links[0].other.is_none());
    drop(nora);
    // A number that is not there and one that is not theirs are answered alike.
    let nowhere: CaseNumber = "s20261121.999".parse().unwrap();
    let words = async |number: CaseNumber| match desk
        .link(&egon.actor, world.first, LinkKind::Related, number)
        .await
    {
        Err(DeskError::Invalid { words, .. }) => words.replace(&number.to_string(), "…"),
        other => panic!("{other:?}"),
    };
    assert_eq!(words(nowhere).await, words(hidden).await);
}
