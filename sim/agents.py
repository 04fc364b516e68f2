"""The fields of the agents, declared once: Mesa agents (sim/model.py) and compiled records both come from here.

A Mesa agent holds the fields as plain attributes; compiled, they are a row of a NumPy structured array.
References between agents are row numbers in both. Mesa itself is not imported here, for a sweep must not wait for it.

A state that has a start begins at it (`start_blank`). A count begins at its own: a person's on arrival
(`start_counting`), an office's anew each week (`clear_week`). What is summed goes into the tallies when a person is let
go (`fold`). So a field has its place in all of them by its declaration here. What an office counts of its staff's hours
each caseworker has as well.
"""

from sim.declare import count, state, states, with_fields
from sim.terms import Status
from sim.units import NO_WEEK


class Jobseeker:
    """Asks, copes, searches, takes part and works; the service becomes value only through this person."""

    id: int = state("identity", "office, week of arrival and number: the same person in every policy")
    office: int = state("row", "the office")
    caseworker: int = state("row", "the caseworker's post")
    known_caseworker: int = state("identity", "the incumbent whom this person last knew")
    arm: int = state("number", "arm of a trial or policy that this person is in; 0 is none")
    arrived_week: int = state("week", "week the person came under observation; 0 for those there at the start")
    newcomer: int = state(
        "number", "1 arrived after the start, 0 on the register at it, 2 off it by then: of no cohort"
    )
    time_on_register: float = state(
        "weeks", "weeks registered since the latest job, time before the start included", start=0
    )
    age: int = state("years", "age on arrival, or when the run began for who was there")
    born_week: int = state("week", "week of birth; long before the start, so negative")
    reduced_capacity: int = state("0/1", "has reduced work capacity in truth")
    true_need: int = state("NeedsGroup", "the needs group that a faultless assessment would give")
    needs_group: int = state("NeedsGroup", "needs group as assessed", start=0)
    assessed_week: int = state("week", "week of the latest needs assessment, before the start where negative", start=0)
    wrongly_assessed: int = state(
        "0/1", "the latest assessment gave another needs group than a faultless one would", start=0
    )
    mental_health: float = state("share", "barrier: mental health")
    physical_health: float = state("share", "barrier: physical health")
    skills_gap: float = state("share", "barrier: skills and education")
    language_gap: float = state("share", "barrier: language")
    life_situation: float = state("share", "barrier: housing, debt, care")
    n_barriers: int = state("barriers", "barriers present on arrival; what becomes of them later does not change it")
    visible_limitation: int = state("0/1", "has a limitation that an employer sees")
    disclosed: int = state("0/1", "tells employers of a mental-health limitation, whatever it would be by itself")
    digital_skill: float = state("share", "skill in using digital services")
    coping: float = state("share", "mestring: belief in being able to handle own situation", summed=True)
    motivation: float = state("share", "wish for work")
    trust: float = state("share", "trust in NAV", summed=True)
    experience: float = state("share", "experience of the service so far", summed=True)
    benefit: int = state("Benefit", "what the person lives on")
    benefit_weeks: int = state("weeks", "weeks of entitlement left")
    status: int = state("Status", "what the person is doing", start=Status.SEEKING)
    status_weeks: int = state("weeks", "weeks in this status", start=0)
    relation: float = state("share", "working relation with the caseworker", start=0)
    plan: float = state("share", "how well the plan fits the person", start=0, summed=True)
    job_help: float = state("share", "recent help with search and vacancies; fades", start=0)
    last_contact: int = state("week", "week of the latest follow-up talk", start=0)
    sanctions: int = state("sanctions", "sanctions received", start=0, summed=True)
    enquiry: int = state("Channel", "channel of this week's enquiry; -1 when there is none", start=-1)
    enquiry_outcome: int = state("EventKind", "what came of this week's enquiry; 0 when there was none", start=0)
    enquiry_complexity: float = state(
        "share", "how far this week's enquiry is from what self-service can answer", start=0
    )
    enquiry_minutes: float = state(
        "minutes", "what this week's enquiry took of staff, of the contact centre's too", start=0
    )
    matter: int = state("Matter", "what the latest need was about", start=0)
    urgency: float = state("share", "how urgent it was", start=0)
    turned_acute: int = state("0/1", "has kept silent about what becomes acute next week", start=0)
    knows_doors: int = state("0/1", "knows the hours and waits of phone, chat and door from having tried", start=0)
    unresolved: int = state("0/1", "carries an unanswered enquiry over to next week", start=0)
    wants_talk: int = state("0/1", "has asked for a talk with the caseworker", start=0)
    in_talk: int = state("0/1", "has a follow-up talk this week", start=0)
    score_when_due: float = state(
        "score",
        "score among those of the own caseworker who are due this week, highest first; -1 when not due",
        start=-1,
    )
    measure: int = state("Measure", "measure that the person is in", start=0)
    measure_weeks: int = state("weeks", "weeks of the measure left", start=0)
    measure_wanted: int = state("Measure", "measure that the person waits for", start=0)
    measure_since: int = state("week", "week of referral to it", start=0)
    measure_lot: float = state("share", "place among those referred to it in the same week, by lot", start=0)
    measures_ended: int = state("measures", "measures ended, early or in full", start=0, summed=True)
    measures_before: int = state("measures", "measures ended before coming under observation", start=0)
    measure_gain: float = state("share", "lasting gain in employability from measures", start=0)
    treatment_since: int = state(
        "week", f"week the person joined the health queue; {NO_WEEK} when not in it", start=NO_WEEK
    )
    treatment_lot: float = state("share", "place among those who joined the queue in the same week, by lot", start=0)
    treated: int = state("0/1", "has been treated", start=0)
    employer: int = state("row", "employer; -1 for none", start=-1)
    applied_to: int = state("row", "employer applied to this week; -1 for none", start=-1)
    job_fit: float = state("share", "how well the job fits the person", start=0)
    job_support: int = state("weeks", "weeks of support at the workplace left", start=0)
    rank: float = state("score", "score in the selection under way", start=0)
    next_in_list: int = state("row", "next in a list of this week; -1 ends it", start=-1)
    first_exit_week: int = count(
        "weeks", "weeks from arrival to leaving the register the first time; -1 before it", start=-1
    )
    first_job_week: int = count("weeks", "weeks from arrival to the first job; -1 before it", start=-1)
    jobs: int = count("jobs", "jobs started")
    applications: int = count("applications", "vacancies applied for")
    call_backs: int = count("applications", "applications that passed the screening")
    durable_job: int = count("0/1", "has held work for 26 unbroken weeks")
    weeks_employed: int = count("weeks", "weeks employed under observation", summed=True)
    weeks_unemployed: int = count("weeks", "weeks registered and not employed under observation", summed=True)
    weeks_out: int = count(
        "weeks", "weeks out of the labour force or on disability pension under observation", summed=True
    )
    weeks_waited: int = count("weeks", "weeks waited for measures and treatment", summed=True)
    employed_at_26: int = count("0/1", "employed 26 weeks after arrival; -1 not observed", start=-1)
    employed_at_52: int = count("0/1", "employed 52 weeks after arrival; -1 not observed", start=-1)
    employed_at_104: int = count("0/1", "employed 104 weeks after arrival; -1 not observed", start=-1)
    employed_at_156: int = count("0/1", "employed 156 weeks after arrival; -1 not observed", start=-1)
    employed_at_260: int = count("0/1", "employed 260 weeks after arrival; -1 not observed", start=-1)
    pension_at_104: int = count("0/1", "on disability pension 104 weeks after arrival; -1 not observed", start=-1)
    gone_at_4: int = count("0/1", "off the register 4 weeks after arrival; -1 not observed", start=-1)
    gone_at_26: int = count("0/1", "off the register 26 weeks after arrival; -1 not observed", start=-1)
    contacts: int = count("contacts", "contacts of any kind", summed=True)
    digital_contacts: int = count("contacts", "contacts by self-service, dialogue or chat", summed=True)
    talks: int = count("talks", "follow-up talks held", summed=True)
    talks_in_person: int = count("talks", "follow-up talks held face to face", summed=True)
    talks_written: int = count("talks", "follow-up talks held in writing", summed=True)
    repeats: int = count("enquiries", "enquiries that came again because the latest was not answered", summed=True)
    gave_up: int = count("times", "gave an unanswered enquiry up", summed=True)
    access_failures: int = count("failures", "enquiries that found no open or answering channel", summed=True)
    caseworker_changes: int = count("changes", "changes of caseworker", summed=True)
    hours_received: float = count(
        "hours", "caseworker hours set aside for follow-up talks with this person", summed=True
    )
    benefits_paid: float = count("NOK", "benefits paid", summed=True)
    displaced: int = count("times", "lost a job to another jobseeker of NAV", summed=True)
    search: float = state("effort", "effective search this week")
    aap_left_week: int = count("week", "week of leaving AAP; -1 before it", start=-1)
    after_aap: int = count("Status", "status 26 weeks after leaving AAP; 0 not observed")


class Caseworker:
    """Veileder: assesses, answers, rations time, meets, refers and learns; changes when the post changes hands."""

    id: int = state("identity", "office, post and incumbent")
    office: int = state("row", "the office")
    post: int = state("number", "number of the post in the office")
    incumbent: int = state("number", "how many have held the post before")
    fraction: float = state("posts", "share of a full post")
    income_share: float = state("share", "share of the hours that is for income work of the whole office")
    frozen: int = state("0/1", "the post is outside the budget: nobody is hired for it")
    housed: float = state("posts", "share of a full post that there are rooms for")
    shrunk_week: int = state("week", "week in which the post was last cut or frozen")
    arm: int = state("number", "arm of a trial or policy; 0 is none")
    role: int = state("Role", "part in a specialised office")
    market_competence: float = state("share", "skill with employers and vacancies")
    user_competence: float = state("share", "skill with users")
    experience: float = state("weeks", "weeks in the job")
    style: int = state("Style", "whom to put first")
    belief: float = state("share", "belief in clients' chance of work")
    coping_family: int = state("CopingFamily", "way of coping with pressure")
    stress: float = state("share", "strain")
    present: int = state("0/1", "at work this week")
    absent_weeks: int = state("weeks", "weeks of absence, or of an empty post, left")
    vacant_post: int = state("0/1", "the post is empty until absence ends")
    caseload: int = state("jobseekers", "jobseekers followed up")
    mandatory_need: float = state("hours", "hours that this week's mandatory work of own cases asks for")
    assessment_need: float = state("hours", "hours that this week's needs assessments ask for")
    dialogue_need: float = state("hours", "hours that this week's digital messages ask for")
    asked_need: float = state("hours", "hours of the talks that own cases have asked for and not had yet")
    protected_need: float = state("hours", "hours a week that the protected share of the prescribed rhythm asks for")
    backlog: float = state("hours", "work of last week that was not done and is still there")
    hours_left: float = state("hours", "hours left for follow-up this week")
    protected_hours: float = state("hours", "of these, hours for talks by order of due, before all other work")
    carried_hours: float = state("hours", "hours of last week too few for a talk, still to be used")
    pressure: float = state("ratio", "undone work over hours given, relative to the usual, this week")
    first_candidate: int = state("row", "first in the list of clients who are due; -1 when empty")
    talks: int = state("talks", "follow-up talks held, all weeks")
    placements: int = state("jobs", "jobs that clients got, all weeks")


class LikeCases:
    """The cases of one needs group that one caseworker has, this week."""

    n: int = state("jobseekers", "registered long enough to be compared, by true need")
    talks: float = state("1/week", "their follow-up talks a registered week, summed")
    squares: float = state("1/week²", "the squares of the same, summed")


class DigitalChannel:
    """One way into one office: has opening hours, capacity and a queue, and answers or fails."""

    id: int = state("identity", "office and channel")
    office: int = state("row", "the office")
    kind: int = state("Channel", "which channel")
    open_share: float = state("share", "share of the week that it is open")
    capacity: float = state("contacts", "contacts it can take this week")
    demand: int = state("contacts", "contacts asked for this week")
    usual_demand: float = state("contacts", "contacts asked for a week, of late")
    wait: float = state("minutes", "mean wait before somebody answers")
    pull: float = state("ratio", "its pull, against that of silence, on who chooses just now")
    served: int = state("contacts", "contacts taken, all weeks")
    failed: int = state("contacts", "contacts turned away, all weeks")
    resolved: int = state("contacts", "enquiries resolved, all weeks")


class Employer:
    """Posts vacancies, screens, hires, keeps or loses people, and remembers."""

    id: int = state("identity", "market and number")
    market: int = state("row", "the labour market")
    kind: int = state("EmployerType", "committed, sceptical, passive or dismissive")
    sector: int = state("Sector", "kind of work")
    size: float = state("employees", "employees")
    openness: float = state("share", "openness to people with limitations")
    usual_openness: float = state("share", "openness that it falls back to")
    demands: float = state("share", "what the work demands of skills and health")
    vacancies: int = state("vacancies", "open vacancies")
    relation: float = state("share", "relation with NAV")
    visits: float = state("1/week", "visits that this employer gets beside those of ordinary outreach")
    posted: int = state("vacancies", "vacancies posted, all weeks")
    filled: int = state("vacancies", "vacancies filled, by jobseekers of NAV and by others, all weeks")
    hires: int = state("jobs", "jobseekers hired, all weeks")
    failures: int = state("jobs", "placements that ended early, all weeks")


class Office:
    """The front line as an organisation: leader, hours, practice and norm."""

    id: int = state("identity", "number of the office")
    market: int = state("row", "the labour market")
    clinic: int = state("row", "the health service")
    arm: int = state("number", "arm of a trial or policy; 0 is none")
    policy_row: int = state("row", "first row of policies that applies this week")
    first_row: int = state("row", "first row of its jobseekers")
    n_rows: int = state("rows", "rows kept for its jobseekers")
    first_caseworker: int = state("row", "first row of its caseworkers")
    n_caseworkers: int = state("rows", "rows kept for its caseworkers: posts, and spare ones to grow by")
    start_ordinary: int = state("persons", "people with ordinary work capacity at the start")
    start_reduced: int = state("persons", "people with reduced work capacity at the start")
    norm: float = state("share", "leaning of the office's judgement in assessments")
    adoption: float = state("share", "how far new practice is taken up")
    relearning: float = state("share", "productive time lost to relearning")
    leader_room: float = state("share", "the leader's own ability to use room for manoeuvre")
    digital_legacy: float = state("share", "digitalization that stayed after a closure")
    n_present: int = state("caseworkers", "caseworkers at work this week")
    posts_present: float = state("posts", "full posts at work this week")
    registered: int = state("persons", "people registered this week")
    vacant_rows: int = state("rows", "rows free for arrivals")
    stock_ordinary: int = state("persons", "people with ordinary work capacity registered at the end of the week")
    stock_reduced: int = state("persons", "people with reduced work capacity registered at the end of the week")
    rested_posts: int = state("posts", "posts that come out of the weeks of rest")
    earlier_changes: int = state("changes", "changes of hands that the posts have behind them at the start")
    lowest_vacant: int = state("rows", "rows from its first that are surely taken")
    arrived: int = state("persons", "people who arrived since the start")
    folded: int = state("persons", "people whose follow-up is over, counted and let go")
    benefits_received: float = state("NOK", "benefits that people who are still followed have received")
    benefits_booked: float = state("NOK", "benefits in the office's books, all weeks")
    benefits_folded: float = state("NOK", "benefits paid to people let go")
    pressure: float = state("ratio", "undone work over hours given, relative to the usual, mean of those present")
    backlog: float = state("hours", "work left lying while nobody was present")
    measure_budget: float = state("share", "what the years so far have added to the budget for measures", start=0)
    measure_places: int = count("places", "places in measures that there is money for this week")
    referred_outside_talks: int = count("persons", "people given a free place in a measure outside talks this week")
    budgeted_posts: float = state("posts", "posts that the budget pays for")
    posts_at_start: float = state("posts", "posts that the budget paid for when the run started")
    posts_funded: float = state("posts", "posts that a reform brings with it")
    funded_before: float = state("posts", "posts of that which are in the budget already")
    posts_filled: float = state("posts", "posts that somebody holds and is paid for this week")
    posts_empty: float = state("posts", "posts of the budget that nobody holds this week")
    posts_housed: float = state("posts", "posts that there are rooms for this week")
    people_of_year: float = state("persons", "people registered, summed over the weeks of the budget's year")
    people_budgeted: float = state("persons", "people registered whom the budget answers to")
    hours_freed: float = state("hours", "hours a week freed against what people and talks usually take, over a year")
    cashed_posts: float = state("posts", "posts cut for hours freed, the highest so far")
    enquiry_hours: float = state("hours", "hours that this week's enquiries ask for")
    usual_enquiry_hours: float = state("hours/week", "hours that enquiries of a person registered usually ask for")
    usual_hours_a_talk: float = state("hours", "hours that a follow-up talk usually takes")
    usual_running: float = state("NOK/person/year", "what ICT, contact centre and open door usually cost")
    running_cost: float = state("NOK", "what ICT, contact centre and open door cost this week")
    digital_investment: float = state("share", "how far digital services are built")
    overtime_pay: float = state("share", "pay for overtime this week, of ordinary pay")
    temporary_pay: float = state("share", "pay for temporary staff this week, of ordinary pay")
    overtime_hours: float = state("hours", "overtime worked this week")
    temporary_hours: float = state("hours", "hours of temporary staff this week")
    enquiries: int = count("enquiries", "enquiries this week, repeated ones among them")
    first_askings: int = count("enquiries", "enquiries this week about what was not asked before")
    silences: int = count("needs", "needs of this week that nothing was said of")
    refusals: int = count("failures", "enquiries turned away this week")
    phone_refusals: int = count("failures", "calls turned away this week")
    messages: int = count("enquiries", "messages written this week")
    calls: int = count("enquiries", "calls tried this week")
    visits: int = count("enquiries", "visits to the open door tried this week")
    chats: int = count("enquiries", "chats tried this week")
    self_services: int = count("enquiries", "visits to self-service this week, fortnightly forms not counted")
    forms: int = count("forms", "fortnightly forms this week")
    talks_asked: int = count("enquiries", "talks asked for this week")
    centre_contacts: float = count("contacts", "calls and chats that the contact centre answered")
    repeats: int = count("enquiries", "enquiries that came again this week because the latest was not answered")
    talks_due: int = count("persons", "people whose talk was due this week")
    chance_due: float = count("share", "their chance of work as seen at the counter, summed")
    talks_held: int = count("talks", "follow-up talks called this week")
    talks_missed: int = count("talks", "follow-up talks called this week that were missed")
    chance_held: float = count("share", "chance of work of those called, summed")
    staff_experience: float = count("share", "mean of calm times asked-for talks that time allows, this week")
    hours_contracted: float = count("hours", "hours contracted and paid this week")
    hours_vacant: float = count("hours", "of empty posts this week; neither contracted nor paid")
    hours_leave: float = count("hours", "holidays, public days and other leave this week")
    hours_absence: float = count("hours", "lost to sick absence this week")
    hours_overhead: float = count("hours", "internal meetings and breaks this week")
    hours_relearning: float = count("hours", "lost to relearning this week")
    hours_learning: float = count("hours", "staff training and learning platform this week")
    hours_employers: float = count("hours", "spent on employers this week")
    reception_need: float = count("hours", "hours that phone, chat and drop-in ask for this week")
    hours_reception: float = count("hours", "phone, chat and drop-in this week")
    hours_dialogue: float = count("hours", "digital messages this week")
    hours_mandatory: float = count("hours", "mandatory and income-securing work this week")
    hours_assessment: float = count("hours", "needs assessments this week")
    hours_follow_up: float = count("hours", "follow-up talks this week")
    hours_documentation: float = count("hours", "documentation of talks this week")
    hours_absorbed: float = count("hours", "freed time that went to no case this week")
    hours_slack: float = count("hours", "not spent this week")


HOURS_OF_STAFF = {
    name: field for name, field in states(Office).items() if name.startswith("hours_") and name != "hours_freed"
}
with_fields(
    {name: field._replace(counted=False) for name, field in HOURS_OF_STAFF.items()},
    dict.fromkeys(HOURS_OF_STAFF, float),
)(Caseworker)


class Market:
    """A labour market: the common pool of vacancies."""

    arm: int = state("number", "arm of a trial or policy; 0 is none")
    policy_row: int = state("row", "first row of policies that applies this week")
    first_employer: int = state("row", "first row of its employers")
    n_employers: int = state("employers", "employers")
    posting: float = state("vacancies/week", "vacancies posted a week at rest, per employee")
    search: float = state("effort", "search of all jobseekers this week")
    contact_rate: float = state("1/week", "meetings with a vacancy that one unit of effort brings this week")
    vacancies: int = state("vacancies", "open vacancies this week")
    most_vacancies: int = state("vacancies", "the most open vacancies that any employer has this week")
    displaced: int = state("times", "applicants who lost a job to another jobseeker this week")


class Clinic:
    """A health service with a queue that NAV does not control (R19)."""

    carried: float = state("persons", "part of a treatment carried over to next week")
    waiting: int = state("persons", "people in the queue")


class Places:
    """The places of one measure at one office."""

    capacity: int = state("places", "places")
    taken: int = state("places", "places taken")
    waiting: int = state("persons", "people referred and waiting")
    first_waiting: int = state("row", "first in the list of those waiting")


class Layout:
    """How the rows of policies are laid out, and how long people are followed."""

    market_arms: int = state("arms", "arms of markets, none included")
    office_arms: int = state("arms", "arms of offices, none included")
    caseworker_arms: int = state("arms", "arms of caseworkers, none included")
    person_arms: int = state("arms", "arms of people, none included")
    follow_up_weeks: int = state("weeks", "weeks from arrival that people are followed")
    inflow_ordinary: float = state("persons/week", "arrivals with ordinary capacity, an office")
    inflow_reduced: float = state("persons/week", "arrivals with reduced capacity, an office")
    first_week: int = state("week", "week in which everybody is made; below 0 in the weeks of rest before a run")
    rested: int = state("0/1", "everybody comes out of weeks of rest, and is not made")
    arrivals_until: int = state("week", "who comes before this week is of the cohort of arrivals")


class PersonArm:
    """One rule that puts people in an arm: a share of all by lot, or one named person."""

    arm: int = state("number", "the arm")
    low: float = state("share", "lots from here")
    high: float = state("share", "lots up to here")
    person: int = state("identity", "the one person; -1 for a share by lot")
