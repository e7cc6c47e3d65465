# Saved views.
views-heading = Saved views
views-about = Filters that you keep by a name. They are sealed to you; nobody else sees them.
views-none = You keep none.
views-another-name = Another name for it
views-rename = Rename
views-drop = Drop
views-dropped = Dropped within { $n } hours
views-bring-back = Bring it back
views-another = Another one
views-name = Name
views-filter = Filter
views-hint = <a href="/help#help-search">How to filter</a>. At most { $n } views.
views-keep = Keep it
