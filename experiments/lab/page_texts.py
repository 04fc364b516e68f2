"""Every text of the lab's page, by the name that the page calls it."""

from analysis.language import text


def page_texts() -> dict[str, str]:
    """The texts in the language that is written now; `{…}` is filled in by the page."""
    return {**controls(), **scenes(), **charts(), **legends(), **sentences_of_scenes(), **dialogs(), **troubles()}


def controls() -> dict[str, str]:
    """Buttons, inputs and their groups."""
    return {
        "title": text("Skranke: the lab"),
        "skip": text("Skip to the picture"),
        "play": text("Play"),
        "pause": text("Pause"),
        "week_button": text("One week"),
        "restart": text("Start again"),
        "speed": text("Speed"),
        "speed_1": text("1 week/s"),
        "speed_3": text("3 weeks/s"),
        "speed_10": text("10 weeks/s"),
        "speed_0": text("at full speed"),
        "week_n": text("week {week}"),
        "week_0": text("before week 1"),
        "scene": text("Scene"),
        "settings": text("Office and policies"),
        "levers": text("Levers"),
        "shocks": text("Shocks"),
        "office": text("Office"),
        "seed": text("Seed"),
        "people": text("People at the start"),
        "policy_of": text("Policy of {world}"),
        "policy_begins": text("A policy is chosen from week 1: the weeks so far are lived anew."),
        "which_world": text("Levers of"),
        "both": text("both"),
        "world_a": text("world A"),
        "world_b": text("world B"),
        "theme": text("Theme"),
        "copy_a": text("Make B a twin of A from here"),
        "two_worlds": text("Two worlds side by side"),
        "language": text("Language"),
        "difference": text("Show the difference"),
        "charts": text("Charts"),
        "close": text("Close"),
        "table": text("The picture as a table"),
        "list": text("Desks and people as a list"),
        "help": text("How to read it"),
        "from_now": text("What is moved counts from week {week}."),
        "from_start": text("It staffs the posts, so the weeks so far are lived anew."),
        "usual": text("Usual: {value}, {grade} ({source})."),
        "share": text("Copy the address"),
        "copied": text("Copied"),
        "weeks_csv": text("Download the weeks (CSV)"),
        "picture_png": text("Download the picture (PNG)"),
    }


def scenes() -> dict[str, str]:
    """Names of the scenes, and what each shows."""
    return {
        "scene_portfolios": text("Portfolios"),
        "scene_ladder": text("Ladder"),
        "scene_counter": text("Counter"),
        "scene_office": text("The office"),
        "scene_time": text("Who gets the time"),
        "scene_lives": text("Whose lives differ"),
        "about_portfolios": text(
            "Each tile is a desk, each square a person. The bar on top is the caseworker's week: meetings, work that "
            "must be done, then the people in talk, standing on the hours they take. Below are the others, those with "
            "the best chance of work first; who has had no talk for half a year is hollow."
        ),
        "about_ladder": text(
            "Six offices with the same people and the same luck. Only the number of people a post differs."
        ),
        "about_counter": text(
            "A lane for each way to reach NAV. Its post is filled for the hours that it is open. People who ask for "
            "the first time come from the left; black squares from the right are back again, because the latest "
            "enquiry was not answered."
        ),
        "about_office": text(
            "People at their desks, and where they are when they are not looking for work. A curve leads from where "
            "each came this week."
        ),
        "about_time": text(
            "The people on the register in fifths by their chance of work as the caseworker sees it. The bar is each "
            "fifth's share of the hours of the latest half year; the dashed line is an equal share."
        ),
        "about_lives": text(
            "The same people under A and B: who is in work in one world only. In grey the nudge twin: A with a change "
            "too small to matter. What differs no more than it is luck."
        ),
    }


def charts() -> dict[str, str]:
    """Names of what the charts show, with unit."""
    return {
        "chart_talks": text("talks a registered year"),
        "chart_present": text("caseworkers at work, %"),
        "chart_employed": text("people in work"),
        "chart_enquiries": text("enquiries a registered year"),
        "chart_again": text("back again a registered year"),
        "chart_refused": text("turned away a registered year"),
        "chart_silent": text("needs kept silent a registered year"),
        "chart_trust": text("trust, %"),
        "chart_coping": text("coping, %"),
        "chart_stress": text("stress of caseworkers, %"),
        "chart_pressure": text("pressure of undone work, 100 is usual"),
        "chart_registered": text("people on the register"),
        "chart_in_measure": text("people in a measure"),
        "chart_waiting_for_health": text("people waiting for treatment"),
        "chart_disability_pension": text("people on disability pension"),
        "chart_out_of_labour_force": text("people out of the labour force"),
        "chart_admin_cost": text("administration, kr a registered year"),
        "chart_difference": text("B less A: {name}"),
        "chart_n": text("chart {number}"),
    }


def legends() -> dict[str, str]:
    """What squares, bars and places mean."""
    return {
        "now": text("talk this week"),
        "recent": text("talk within 8 weeks"),
        "older": text("longer ago"),
        "hollow": text("half a year or more"),
        "again": text("back again"),
        "first_ask": text("asks for the first time"),
        "absent": text("absence and leave"),
        "vacant": text("empty post"),
        "meetings": text("meetings and training"),
        "desk_work": text("mandatory work and enquiries"),
        "talks": text("talks"),
        "unspent": text("not spent"),
        "in_work": text("in work"),
        "twin": text("nudge twin"),
        "equal": text("equal share"),
        "a_only": text("in work in A only"),
        "b_only": text("in work in B only"),
        "fifth_1": text("least chance"),
        "fifth_2": text("second fifth"),
        "fifth_3": text("middle fifth"),
        "fifth_4": text("fourth fifth"),
        "fifth_5": text("best chance"),
        "per_post": text("{n} a post"),
        "open": text("open {percent} %"),
        "closed": text("closed"),
        "again_n": text("again {n}"),
        "refused_n": text("turned away {n}"),
    }


def sentences_of_scenes() -> dict[str, str]:
    """One sentence of the week for each picture, and the figures above it."""
    return {
        "head_talks": text("talks a year"),
        "head_present": text("at work"),
        "head_work": text("in work"),
        "head_asked": text("asked this week"),
        "head_again": text("of them again"),
        "says_portfolios": text(
            "Week {week}, {name}: {registered} people at {desks} desks, {present} caseworkers at work; {talks} talks "
            "this week; {hollow} people have had none for half a year or more."
        ),
        "says_counter": text(
            "Week {week}, {name}: {asked} people asked, {again} of them again, {refused} turned away."
        ),
        "says_office": text(
            "Week {week}, {name}: {seeking} looking for work, {in_measure} in a measure, {waiting} waiting for "
            "treatment, {work} in work, {pension} on disability pension, {out} out of the labour force."
        ),
        "says_time": text(
            "Week {week}, {name}: the fifth with the least chance of work got {least} % of the hours of the latest "
            "half year, the fifth with the best {best} %."
        ),
        "says_lives": text(
            "Week {week}: {a} people are in work in A only and {b} in B only; with the nudge twin {ta} and {tb}."
        ),
    }


def dialogs() -> dict[str, str]:
    """Stories, desks, tables and lists."""
    return {
        "story_of": text("The case of {name}"),
        "week_of": text("{name}: the latest week"),
        "hours": text("Hours"),
        "hours_n": text("{n} h"),
        "minutes_n": text("{n} min"),
        "got_time": text("Got a talk"),
        "was_left": text("Were due, and were left"),
        "was_unseen": text("No talk for half a year, and not due"),
        "nobody": text("Nobody."),
        "more_n": text("and {n} more"),
        "nothing_yet": text("Nothing has happened yet."),
        "of_world": text("World {world}"),
        "desk_n": text("desk {n}"),
        "desk": text("Desk"),
        "caseload": text("People"),
        "present": text("At work"),
        "yes": text("yes"),
        "no": text("no"),
        "talk_hours": text("Hours of talks"),
        "unspent_hours": text("Hours not spent"),
        "channel": text("Channel"),
        "asked": text("Asked"),
        "back": text("Again"),
        "turned_away": text("Turned away"),
        "open_column": text("Open, %"),
        "place": text("Where"),
        "now_n": text("Now"),
        "change": text("This week"),
        "group": text("Group"),
        "hours_share": text("Share of the hours, %"),
        "needs": text("Need in truth"),
        "choose_desk": text("Choose a desk"),
        "last_talk": text("{n} weeks since the latest talk"),
        "in_talk": text("in talk this week"),
        "open_desk": text("The caseworker's week"),
    }


def troubles() -> dict[str, str]:
    """What is said while one waits, and when something does not go."""
    return {
        "making": text("The office is being made …"),
        "first_time": text("The first time the model is made ready for this machine; that takes about a minute."),
        "lost": text("The connection was lost. It is tried again …"),
        "reading": text("The case is read …"),
        "end": text("Ten years are over."),
    }
