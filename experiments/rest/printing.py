"""What `skranke rest` prints."""

from textwrap import fill

from analysis.language import text
from analysis.tables import decimal_mark
from experiments.cli.composition import Job
from experiments.cli.text_columns import print_table
from experiments.rest.figures import Figures
from experiments.rest.solving import CALLED, Solved

WIDTH = 120


def compared(figures: Figures, solved: Solved, job: Job) -> dict[str, tuple[float, float]]:
    """Each figure that was given, and what the office has of it at rest; people and benefits as shares."""
    total = sum(figures.people.values())
    given = {f"people.{name}": number / total for name, number in figures.people.items()}
    given |= {f"benefits.{name}": share for name, share in figures.benefits.items()}
    if figures.in_measures is not None:
        given["in_measures"] = figures.in_measures
    told = {name: (share, solved.mix[name]) for name, share in given.items()}
    if figures.arrivals is not None:
        started = numbers_at_start(job)
        told["arrivals"] = figures.arrivals, sum(share * started[group] for group, share in solved.inflow.items())
    return told


def numbers_at_start(job: Job) -> dict[str, int]:
    """People on the register that a setting asks for, by group [persons]."""
    size = job.scenario.setting.office
    reduced = round(size.jobseekers * size.reduced_capacity_share)
    return {"ordinary": size.jobseekers - reduced, "reduced": reduced}


def print_figures(figures: Figures, solved: Solved, job: Job) -> None:
    """What was given beside what the office has at rest, a line each."""
    if figures.posts is not None:
        posts = job.scenario.setting.office.jobseekers / job.scenario.usual.individualization.caseload
        print(text("posts: {posts:.2f}, as given", posts=posts))
    for name, (given, there) in compared(figures, solved, job).items():
        if name == "arrivals":
            print(text("arrivals a week: given {given:.1f}, at rest {there:.1f}", given=given, there=there))
        else:
            shares = {"given": 100.0 * given, "there": 100.0 * there}
            print(text("{name}: given {given:.1f} %, at rest {there:.1f} %", name=name, **shares))
    if figures.in_measures is not None:
        print(text("organisation.measure_places: {places:.2f}, found", places=solved.places))


def print_solved(solved: Solved, job: Job, figures: Figures) -> None:
    """The inflow found, the years after, and what could not be met."""
    number = numbers_at_start(job)
    rows: list[tuple[str, ...]] = [
        (
            text(CALLED[group]),
            decimal_mark(f"{share:.5f}"),
            decimal_mark(f"{solved.error[group]:.5f}"),
            decimal_mark(f"{share * number[group]:.2f}"),
        )
        for group, share in solved.inflow.items()
    ]
    heads = ("", text("share of start a week"), text("standard error"), text("persons a week"))
    print_table(text("Inflow that holds the register under the usual policy"), heads, rows, always=True)
    years: list[tuple[str, ...]] = [
        (str(year), f"{people:.0f}", decimal_mark(f"{talks:.2f}"), decimal_mark(f"{stress:.3f}"))
        for year, (people, talks, stress) in enumerate(zip(*solved.years, strict=True), start=1)
    ]
    heads = (text("year"), text("people"), text("talks a year"), text("stress"))
    print_table(text("The years after, not held any more"), heads, years, always=True)
    print(
        text(
            "Ten years after, people with ordinary work capacity are {ordinary:.0f} % of those wanted, with reduced "
            "{reduced:.0f} %.",
            **{group: 100.0 * share for group, share in solved.stock.items()},
        )
    )
    print_figures(figures, solved, job)
    for line in solved.unmet():
        print(fill(text("Not met: {what}.", what=text(line)), WIDTH))
