# S čím je někdo pověřen; ve větě i v seznamu.
role-triage = třídění
role-support_engineer = pracovník podpory
role-case_manager = správce sporu
role-arbitrator = rozhodce
role-team_leader = vedoucí týmu
role-board_member = člen rady
role-system_administrator = správce systémů
role-security_analyst = bezpečnostní analytik
role-counsel = právní poradce
role-publisher = vydavatel
role-auditor = auditor
role-administrator = administrátor
