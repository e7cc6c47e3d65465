# By whose clock the pages tell times.
zones-title = Time zone
zones-heading = Your time zone
zones-now = Times on these pages are those of { $zone }; it is { $clock } there now.
zones-label = Time zone
zones-universal = Universal time (UTC)
zones-keep = Keep this time zone
zones-unknown = No time zone is called that. Choose one of the list.
zones-what = It is kept in this browser. If you are signed in, it is kept with you instead, sealed: mails tell times by it, every browser in which you sign in begins with it, and none keeps it when you have signed out. What programs read stays in UTC.
