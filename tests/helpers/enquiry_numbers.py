"""The channels of an office and what it takes to answer by each, with every number that the cases rest on."""

MINUTES = {
    "channel_minutes__self_service": 0.3, "channel_minutes__dialogue": 10.0, "channel_minutes__chat": 5.0,
    "channel_minutes__phone": 12.5, "channel_minutes__drop_in": 25.0, "channel_minutes__booking": 4.0,
    "channel_minutes__ordinary_matter": 0.3, "channel_minutes__simplest_matter": 0.75,
    "channel_minutes__complexity_takes": 1.5,
}  # fmt: skip
NUMBERS = {
    **MINUTES, "contact__chat_seats": 2.5, "contact__desks": 3.0, "contact__open_enough": 0.25,
    "contact__hours_online": 0.75, "contact__unread_from": 1.2, "contact__assistance_effect": 0.625,
    "contact__digital_resolves": 0.9, "contact__digital_misfit": 0.75, "contact__staffed_misfit": 0.4,
    "contact__skill_weight": 0.6, "contact__split_services": 0.5, "contact__phone_resolves": 0.85,
    "contact__person_resolves": 0.95, "contact__person_misfit": 0.25, "contact__trust_lost": 0.05,
    "contact__coping_lost": 0.02, "contact__persistence": 0.8, "contact__coping_persists": 0.4,
    "contact__late_papers": 0.3, "contact__trust_won": 0.1, "contact__experience_won": 0.25,
}  # fmt: skip
DOORS = {
    "channel__phone_hours": 15.0, "channel__phone_lines": 2.0, "channel__chat_hours": 30.0,
    "channel__drop_in_hours": 7.5, "channel__self_service": 0.6, "shock__closure_week": -1, "shock__closure_weeks": 3,
    "shock__outage_week": -1, "shock__outage_weeks": 2,
}  # fmt: skip
