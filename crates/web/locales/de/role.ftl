# Womit jemand betraut ist; im Satz wie in einer Liste.
role-triage = Sichtung
role-support_engineer = Supportkraft
role-case_manager = Fallmanager
role-arbitrator = Schiedsrichter
role-team_leader = Teamleitung
role-board_member = Vorstandsmitglied
role-system_administrator = Systemadministrator
role-security_analyst = Sicherheitsanalyst
role-counsel = Rechtsberatung
role-publisher = Herausgeber
role-auditor = Prüfer
role-administrator = Administrator
