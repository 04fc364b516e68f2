"""What `skranke rest` prints."""

from textwrap import fill

from analysis.language import text
from analysis.tables import decimal_mark
from experiments.cli.composition import Job
from experiments.cli.text_columns import print_table
from experiments.rest.solving import CALLED, Solved

WIDTH = 120


def print_solved(solved: Solved, job: Job) -> None:
    """The inflow found, the years after, and what could not be met."""
    size = job.scenario.setting.office
    number = {"reduced": round(size.jobseekers * size.reduced_capacity_share)}
    number["ordinary"] = size.jobseekers - number["reduced"]
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
    for line in solved.unmet():
        print(fill(text("Not met: {what}.", what=text(line)), WIDTH))
