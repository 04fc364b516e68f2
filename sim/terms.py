"""The words of the field, once: NAV's own codes and the kinds of everything the model counts.

NAV's codes stay as they are. Integers in agent fields are members of these enumerations.
"""

from enum import IntEnum


class NeedsGroup(IntEnum):
    """Innsatsgruppe: the outcome of the needs assessment under NAV Act §14a."""

    IKKE_VURDERT = 0  # not assessed yet
    GODE_MULIGHETER = 1  # good prospects; formerly standard effort (IKVAL)
    TRENGER_VEILEDNING = 2  # needs guidance; formerly situational effort (BFORM)
    TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE = 3  # needs guidance, reduced work capacity (BATT)
    JOBBE_DELVIS = 4  # can work in part
    LITEN_MULIGHET_TIL_A_JOBBE = 5  # little chance of working (VARIG)


class Status(IntEnum):
    """What a jobseeker is doing; everybody is in exactly one. VACANT marks a row that holds nobody."""

    VACANT = 0
    SEEKING = 1
    IN_MEASURE = 2
    WAITING_FOR_HEALTH = 3
    EMPLOYED = 4
    DISABILITY_PENSION = 5
    OUT_OF_LABOUR_FORCE = 6


class Benefit(IntEnum):
    """Ytelse: what a jobseeker lives on."""

    NONE = 0
    DAGPENGER = 1  # unemployment benefit
    AAP = 2  # work assessment allowance: at least half of the work capacity lost
    SOSIALHJELP = 3  # social assistance
    KVALIFISERINGSSTONAD = 4  # Qualification Programme benefit
    UFORETRYGD = 5  # disability pension


class Channel(IntEnum):
    """The ways to reach NAV; dialogue is the message thread of the digital activity plan."""

    SELF_SERVICE = 0
    DIGITAL_DIALOGUE = 1
    CHAT = 2
    PHONE = 3
    VIDEO = 4
    DROP_IN = 5
    BOOKED_MEETING = 6


N_CHANNELS = len(Channel)


class Matter(IntEnum):
    """What somebody needs of NAV; all but information is a matter of the own case or of the municipality's services."""

    INFORMATION = 0
    OWN_CASE = 1
    MONEY = 2
    PLAN = 3
    ACUTE = 4


class Measure(IntEnum):
    """Tiltak: labour-market measures."""

    NONE = 0
    WORK_PRACTICE = 1  # arbeidstrening
    TRAINING = 2  # opplæring (AMO)
    WAGE_SUBSIDY = 3  # lønnstilskudd
    FOLLOW_UP = 4  # oppfølging, in-house or bought
    AFT = 5  # arbeidsforberedende trening, pre-vocational, sheltered
    VTA = 6  # varig tilrettelagt arbeid, permanent adapted work
    IPS = 7  # individual placement and support, or Supported Employment at lower fidelity
    KVP = 8  # Kvalifiseringsprogrammet, the Qualification Programme


N_MEASURES = len(Measure)  # none included


class Style(IntEnum):
    """Whom a caseworker puts first when time is short; persistent (R2, R3)."""

    NEEDS_FIRST = 0
    SUCCESS_FIRST = 1
    DEMAND_FIRST = 2


class CopingFamily(IntEnum):
    """How a caseworker copes with pressure: towards, away from or against clients (Tummers et al. 2015)."""

    TOWARDS = 0
    AWAY = 1
    AGAINST = 2


class EmployerType(IntEnum):
    """Bredgaard (2017): how an employer meets labour-market policy."""

    COMMITTED = 0
    SCEPTICAL = 1
    PASSIVE = 2
    DISMISSIVE = 3


class Sector(IntEnum):
    """Kind of work an employer offers; it decides what is demanded of who is hired."""

    HEALTH_AND_CARE = 0
    RETAIL_AND_SERVICE = 1
    INDUSTRY_AND_BUILDING = 2
    OFFICE_AND_KNOWLEDGE = 3


N_SECTORS = len(Sector)


class Role(IntEnum):
    """A caseworker's part when the office specialises."""

    GENERALIST = 0
    INCOME = 1
    FOLLOW_UP = 2


class SteeringSignal(IntEnum):
    """What the leader is asked to show: cases through, people placed, or people followed up."""

    THROUGHPUT = 0
    PLACEMENTS = 1
    FOLLOW_UP = 2


class Strategy(IntEnum):
    """In which order work and training come."""

    TRAIN_THEN_PLACE = 0
    PLACE_THEN_TRAIN = 1
    SHELTERED_FIRST = 2


class AgeGroup(IntEnum):
    """Age groups that outcomes are given by."""

    UNDER_30 = 0
    FROM_30_TO_49 = 1
    FROM_50 = 2


ADULT_FROM, YOUNG_BELOW, OLDER_FROM, PENSION_AGE = 18, 30, 50, 67  # where the age groups begin and end [years]


class Cohort(IntEnum):
    """Whether a person was there when the run started, or came later."""

    THERE_AT_START = 0
    NEWCOMER = 1


OUTSIDE = 2  # of no cohort: off the register when a run begins


class OfficeStart(IntEnum):
    """How an office comes to be what it is when a run begins."""

    USUAL_REST = 0  # at rest under the usual policy with the declared numbers; the last years with the run's own
    OWN_REST = 1  # at rest under the usual policy with the run's own numbers
    FOUND = 2  # as it is found one day: made at once, without a past


class Barriers(IntEnum):
    """How many barriers interlock on arrival, as outcomes are given by."""

    NONE = 0
    ONE = 1
    TWO = 2
    THREE_OR_MORE = 3


class DigitalSkill(IntEnum):
    """Whether a person can use digital public services unaided."""

    WEAK = 0
    ABLE = 1


class Decision(IntEnum):
    """Everything that chance decides. The number is part of the key of a draw: append, never renumber."""

    ARRIVALS = 1
    AGE_GROUP = 2
    AGE = 3
    COMPLEXITY = 5
    MENTAL_HEALTH = 6
    PHYSICAL_HEALTH = 7
    SKILLS_GAP = 8
    LANGUAGE_GAP = 9
    LIFE_SITUATION = 10
    DIGITAL_SKILL = 11
    COPING = 12
    MOTIVATION = 13
    TRUST = 14
    BENEFIT = 15
    ENTITLEMENT = 16
    VISIBLE_LIMITATION = 17
    TIME_ON_REGISTER = 18
    ARM = 19
    PROFILING_ERROR = 21
    JUDGEMENT_ERROR = 22
    ENQUIRY = 23
    ENQUIRY_COMPLEXITY = 24
    CHANNEL_CHOICE = 25
    CHANNEL_ACCESS = 26
    CHANNEL_RESOLVES = 27
    FAILURE_RETURNS = 28
    PRIORITY_TIE = 29
    MEETING_CHANNEL = 30
    SHOWS_UP = 31
    NON_COMPLIANCE_RESPONSE = 32
    REFERRAL = 34
    MEASURE_CHOICE = 35
    DROPS_OUT_OF_MEASURE = 37
    HEALTH_CHANGE = 39
    TREATMENT_EFFECT = 40
    OUTREACH_VISIT = 41
    VACANCIES_POSTED = 43
    VACANCIES_FILLED_BY_OTHERS = 44
    JOB_CONTACT = 45
    VACANCY_MET = 46
    DISCLOSURE = 47
    SCREENING = 48
    APPLICANT_QUALITY = 49
    JOB_LOSS = 50
    LEAVES = 51
    ENTITLEMENT_EXTENDED = 53
    RETURNS = 54
    ABSENCE = 55
    ABSENCE_LENGTH = 56
    TURNOVER = 57
    MARKET_COMPETENCE = 58
    USER_COMPETENCE = 59
    BELIEF = 60
    STYLE = 61
    COPING_FAMILY = 62
    EXPERIENCE = 63
    EMPLOYER_TYPE = 64
    EMPLOYER_SIZE = 65
    EMPLOYER_SECTOR = 66
    EMPLOYER_DEMANDS = 67
    LEADER_ROOM = 68
    OFFICE_NORM = 70
    REASSIGNED = 71
    LEAVES_AFTER_TALK = 72
    STARTS_IN_MEASURE = 73
    VACANCIES_AT_START = 74
    UNTREATED_AT_START = 75
    MEASURE_AT_START = 76
    PLACE_IN_QUEUE = 77
    PLACE_IN_HEALTH_QUEUE = 78
    HIRES_UNPOSTED = 79
    CASE_ALLOTTED = 80
    WORK_OVERDUE = 81
    MEASURE_BUDGET = 82
    FREE_PLACE = 83
    FREE_PLACE_KIND = 84
    MATTER = 85
    URGENCY = 86
    SILENCE_TURNS_ACUTE = 87
    ANSWERED_CENTRALLY = 88
    FORWARDED = 89
    FORWARDED_ANSWERED = 90
    CALLED_BACK = 91
    CHANNEL_TAUGHT = 92


# What people read in place of a code; its Norwegian is in the catalogue of texts.
LABELS: dict[type[IntEnum], dict[str, str]] = {
    NeedsGroup: {
        "IKKE_VURDERT": "not assessed yet",
        "GODE_MULIGHETER": "good opportunities",
        "TRENGER_VEILEDNING": "needs guidance",
        "TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE": "needs guidance, reduced work capacity",
        "JOBBE_DELVIS": "can work in part",
        "LITEN_MULIGHET_TIL_A_JOBBE": "little chance of working",
    },
    Status: {
        "VACANT": "nobody",
        "SEEKING": "looking for work",
        "IN_MEASURE": "in a measure",
        "WAITING_FOR_HEALTH": "waiting for treatment",
        "EMPLOYED": "in work",
        "DISABILITY_PENSION": "on disability pension",
        "OUT_OF_LABOUR_FORCE": "out of the labour force",
    },
    Benefit: {
        "NONE": "no benefit",
        "DAGPENGER": "unemployment benefit",
        "AAP": "work assessment allowance",
        "SOSIALHJELP": "social assistance",
        "KVALIFISERINGSSTONAD": "Qualification Programme benefit",
        "UFORETRYGD": "disability pension",
    },
    Channel: {
        "SELF_SERVICE": "self-service",
        "DIGITAL_DIALOGUE": "digital dialogue",
        "CHAT": "chat",
        "PHONE": "phone",
        "VIDEO": "video",
        "DROP_IN": "drop-in",
        "BOOKED_MEETING": "booked meeting",
    },
    Measure: {
        "NONE": "no measure",
        "WORK_PRACTICE": "work practice",
        "TRAINING": "training",
        "WAGE_SUBSIDY": "wage subsidy",
        "FOLLOW_UP": "follow-up",
        "AFT": "pre-vocational training",
        "VTA": "permanent adapted work",
        "IPS": "individual placement and support",
        "KVP": "Qualification Programme",
    },
    Sector: {
        "HEALTH_AND_CARE": "health and care",
        "RETAIL_AND_SERVICE": "retail and service",
        "INDUSTRY_AND_BUILDING": "industry and building",
        "OFFICE_AND_KNOWLEDGE": "office and knowledge",
    },
    AgeGroup: {"UNDER_30": "under 30", "FROM_30_TO_49": "30 to 49", "FROM_50": "50 and over"},
    Cohort: {"THERE_AT_START": "there at the start", "NEWCOMER": "newcomers"},
    Barriers: {"NONE": "none", "ONE": "one", "TWO": "two", "THREE_OR_MORE": "three or more"},
    DigitalSkill: {"WEAK": "weak", "ABLE": "able"},
}
