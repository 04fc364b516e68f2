"""The channels of an office, and what asking and answering by each takes, with every number the cases rest on."""

MINUTES = {
    "channel_minutes__self_service": 0.3, "channel_minutes__dialogue": 10.0, "channel_minutes__chat": 5.0,
    "channel_minutes__phone": 12.5, "channel_minutes__drop_in": 25.0, "channel_minutes__booking": 4.0,
    "channel_minutes__ordinary_matter": 0.3, "channel_minutes__simplest_matter": 0.75,
    "channel_minutes__complexity_takes": 1.5,
}  # fmt: skip
MATTERS = {
    "people__barrier_weight": 0.5, "contact__needs": 0.25, "contact__money_worries": 0.8,
    "contact__newcomer_weeks": 8.0, "contact__newcomer_factor": 1.5, "contact__failure_return": 2.0,
    "contact__lightest_matter": 0.2, "contact__everyday_matter": 0.15, "matters__information_share": 0.3,
    "matters__own_case_share": 0.25, "matters__money_share": 0.2, "matters__plan_share": 0.15,
    "matters__information_urgency": 0.1, "matters__own_case_urgency": 0.25, "matters__money_urgency": 0.35,
    "matters__plan_urgency": 0.2, "matters__acute_urgency": 0.7, "matters__urgency_spread": 0.2,
    "matters__asked_again": 0.3, "matters__information_light": 0.5, "matters__form_weeks": 2,
    "matters__form_fails": 0.05, "matters__silent_papers": 0.5, "matters__silent_acute": 0.4,
    "matters__silence_costs": 0.6,
}  # fmt: skip
EFFORT = {
    "effort__decides": 4.0, "effort__self_service": 0.35, "effort__dialogue": 0.25, "effort__chat": 0.5,
    "effort__phone": 0.2, "effort__travel": 0.55, "effort__booking": 0.4, "effort__skill": 0.5, "effort__wait": 0.3,
    "effort__shut": 0.2, "effort__sent": 0.4, "effort__sent_away": 0.1, "effort__machine_misfit": 0.5,
    "effort__no_case_file": 0.15, "effort__slow_answer": 0.4, "effort__person_eases": 0.3,
}  # fmt: skip
CENTRE = {
    "centre__minutes": 10.0, "centre__resolves": 0.8, "centre__misfit": 0.5, "centre__forwards": 0.25,
    "centre__forwards_most": 0.7, "centre__answered_at_once": 0.14, "centre__answered_within_week": 0.5,
}  # fmt: skip
NUMBERS = {
    **MINUTES, **MATTERS, **EFFORT, **CENTRE, "contact__chat_seats": 2.5, "contact__desks": 3.0,
    "contact__open_enough": 0.25, "contact__hours_online": 0.75, "contact__unread_from": 1.2,
    "contact__assistance_effect": 0.625, "contact__service_resolves": 0.7, "contact__investment_resolves": 0.3,
    "contact__digital_resolves": 0.9, "contact__digital_misfit": 0.75, "contact__staffed_misfit": 0.4,
    "contact__skill_weight": 0.6, "contact__split_services": 0.5, "contact__phone_resolves": 0.85,
    "contact__person_resolves": 0.95, "contact__person_misfit": 0.25, "contact__trust_lost": 0.05,
    "contact__unsettled_costs": 0.4, "contact__coping_lost": 0.02, "contact__persistence": 0.8,
    "contact__coping_persists": 0.4, "contact__late_papers": 0.3, "contact__trust_won": 0.1,
    "contact__experience_won": 0.25, "contact__patience": 100.0, "contact__wait_scale": 2.5,
    "contact__longest_wait": 45.0, "contact__demand_known": 0.25, "contact__login_fails": 0.25,
    "contact__sent_back": 0.5, "contact__filter_from": 1.1, "contact__filter_growth": 0.8, "contact__filter_most": 0.5,
    "contact__teaching_minutes": 3.0, "contact__skill_taught": 0.05,
}  # fmt: skip
DOORS = {
    "channel__phone_hours": 15.0, "channel__phone_lines": 2.0, "channel__chat_hours": 30.0,
    "channel__drop_in_hours": 7.5, "channel__self_service": 0.6, "channel__contact_centre": 0.0,
    "channel__digital_default": 0.0, "shock__closure_week": -1, "shock__closure_weeks": 3, "shock__outage_week": -1,
    "shock__outage_weeks": 2,
}  # fmt: skip
LEVERS = {
    "channel__assisted_digital": 0.4, "channel__dialogue": 0.8, "channel__digital_default": 0.3,
    "channel__contact_centre": 0.6, "organisation__integration": 0.8,
}  # fmt: skip
