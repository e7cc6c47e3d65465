# The staff and the board of the house.
staff-heading = Staff
staff-move-place = Move a place
staff-give-place = Give a place
staff-board = The board of the house stands: places and roles are given by its motions, one member moves and another seconds, and the command line only proposes.
staff-board-short = Too few sit on it to decide anything. The command line founds it anew (<code>chancery board found</code>).
staff-no-board = This house has no board yet. The command line founds it (<code>chancery board found</code>); it stands once two members took their seats.
staff-seat-given = You were given a seat on the board.
staff-take-seat = Take my seat
staff-access = Access, looked over now
staff-access-fits = Roles, places and doors of the staff fit the rules.
staff-last-look = The house looked by itself
staff-last-found = { $n ->
    [0] nothing was amiss.
    [one] one thing was amiss.
   *[other] { $n } things were amiss.
}
staff-last-late = It looks daily while it serves, and should have looked again since.
staff-never-looked = The house looks daily by itself while it serves; it has not yet.
staff-on-board = on the board
staff-deputy = deputy: { $deputy }
staff-checked = checked
staff-unchecked = no check on record, so they cannot begin
staff-give-up = Give up my place
staff-end-place = End their place
staff-move-ending = Move to end their place
staff-ending-what = Roles, keys, sessions, tokens and the authorities that are held go at once; cases go back to their queues.
staff-agreements = What they agreed to
staff-left = Left:
