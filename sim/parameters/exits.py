"""Exits: entitlement, disability pension and leaving the labour force."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Exits:
    """Exits: entitlement, disability pension and leaving the labour force."""

    dagpenger_weeks: int = parameter(
        104, unit="weeks", low=26, high=208, grade="measured", source="NAV facts 5.3",
        meaning="Weeks of unemployment benefit")
    short_dagpenger: float = parameter(
        0.5, unit="ratio", low=0.1, high=1.0, grade="assumed", source="ASSUMED; NAV facts 5.3 (at most 104 weeks)",
        meaning="Weeks of unemployment benefit of those who have not earned them all, relative to all")
    dagpenger_after_job: float = parameter(
        0.5, unit="ratio", low=0.1, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Weeks of unemployment benefit that a job found from the register has earned when it ends, relative to "
        "all")
    aap_weeks: int = parameter(
        156, unit="weeks", low=26, high=312, grade="measured", source="NAV facts 5.4 (three years)",
        meaning="Weeks of AAP")
    extension: float = parameter(
        0.92, unit="share", low=0.0, high=1.0, grade="calibrated",
        source="NAV facts 1.8, 1.9 (23 % over three years)",
        meaning="Probability that AAP is extended when it ends", fit=(0.82, 0.96))
    extension_weeks: int = parameter(
        52, unit="weeks", low=4, high=208, grade="expert", source="NAV facts 5.4, 8.13",
        meaning="Weeks of an extension")
    assistance_after: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Probability of social assistance when an entitlement ends")
    pension: float = parameter(
        0.0153, unit="1/week", low=0.0, high=0.2, grade="calibrated",
        source="NAV facts 2.4, 2.10 (1.1-1.6 % a month)",
        meaning="Probability a week of disability pension at a full health barrier and middling coping, long on AAP",
        fit=(0.013, 0.0175))
    pension_ripens: float = parameter(
        74.0, unit="weeks", low=1.0, high=520.0, grade="calibrated", source="NAV facts 2.9, 2.10",
        meaning="Weeks on the register at which half of that probability is reached")
    coping_holds: float = parameter(
        0.6, unit="ratio", low=0.0, high=2.0, grade="assumed", source="ASSUMED",
        meaning="Disability pension at no coping over that at full coping, about the middle")
    pension_little_chance: float = parameter(
        2.0, unit="ratio", low=1.0, high=10.0, grade="assumed", source="ASSUMED",
        meaning="The same when found to have little chance of work, relative to others")
    pension_without_aap: float = parameter(
        0.6, unit="ratio", low=0.0, high=1.0, grade="measured",
        source="NAV facts 2.21, 1.3 (73.6 % come from AAP, 63 % are on it)",
        meaning="The same without AAP, relative to with")
    early_clearing: float = parameter(
        0.4, unit="ratio", low=0.0, high=5.0, grade="assumed", source="ASSUMED; NAV facts 8.12, R4",
        meaning="Extra disability pension of complex cases when staff lack half of the hours asked for")
    leaves: float = parameter(
        0.0053, unit="1/week", low=0.0, high=0.1, grade="calibrated",
        source="NAV facts 2.16, K1 (137 of 730 days out)",
        meaning="Probability a week of leaving the labour force unprompted, at middling trust and coping",
        fit=(0.004, 0.0065))
    resources_hold: float = parameter(
        0.3, unit="ratio", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R23",
        meaning="How far trust and coping each hold people in the labour force, about the middle")
    leaves_without_benefit: float = parameter(
        2.0, unit="ratio", low=1.0, high=10.0, grade="assumed", source="ASSUMED",
        meaning="The same without benefit")
    leaves_reduced: float = parameter(
        0.15, unit="ratio", low=0.0, high=3.0, grade="calibrated", source="NAV facts 2.1-2.4",
        meaning="The same with reduced work capacity", fit=(0.08, 0.28))
    leaves_after_talk: float = parameter(
        0.051, unit="share", low=0.0, high=0.5, grade="calibrated", source="fitted to K1",
        meaning="Probability that a talk of unit push ends in leaving, at little motivation", fit=(0.04, 0.068))
    push_of_talk: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; fittable to K1",
        meaning="Push out of a talk without control; the control that is felt adds to it")
    push_on_keen: float = parameter(
        0.2, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; fittable to K1",
        meaning="Share of the push that reaches the fully motivated")
    push_on_allowance: float = parameter(
        0.23, unit="ratio", low=0.0, high=1.0, grade="calibrated",
        source="fitted to K12; NAV facts 2.4 (1.1 % a month leave AAP for neither)",
        meaning="Push on people whose allowance is for ill health, relative to others", fit=(0.08, 0.32))
    returns: float = parameter(
        0.016, unit="1/week", low=0.0, high=0.2, grade="calibrated", source="fitted to K1, K12",
        meaning="Probability a week of coming back from out of the labour force", fit=(0.008, 0.018))
    long_spell_push: float = parameter(
        1.5, unit="ratio", low=0.0, high=5.0, grade="assumed",
        source="ASSUMED; K1 (long-term +38 days out, short-term +13)",
        meaning="Extra push out of a talk after very long on the register")
