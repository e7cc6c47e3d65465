# What somebody is trusted with; in a sentence as in a list.
role-triage = triage
role-support_engineer = support engineer
role-case_manager = case manager
role-arbitrator = arbitrator
role-team_leader = team leader
role-board_member = board member
role-system_administrator = system administrator
role-security_analyst = security analyst
role-counsel = counsel
role-publisher = publisher
role-auditor = auditor
role-administrator = administrator
