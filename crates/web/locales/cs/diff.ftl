# Co se stalo s textem, řádek po řádku.
diff-left-out = { $n ->
    [one] jeden řádek zůstává
    [few] { $n } řádky zůstávají
   *[other] { $n } řádků zůstává
}
diff-removed = se odstraňuje
