"""The parts of a file of office targets (docs/trials.md is made from these declarations)."""

from math import inf, nan
from typing import Annotated, Any

from experiments.trials.file_entries import ListOf, Named, OneOf, Part, Text, entry
from experiments.trials.schema import COUNTRIES, ROLES

GRADES = {
    "A": "official or peer reviewed",
    "B": "press, union or vendor",
    "C": "computed from published figures",
    "D": "assumed",
    "identity": "must hold whatever the numbers are",
}
TAKES = {
    "level": "the quantity over all weeks and offices together",
    "farthest_year": "of the years, how far from the first the farthest is, as a share of the first",
    "yearly_change": "mean change from a year to the next, as a share of the first of them",
    "spread_of_yearly_change": "standard deviation of that change over the years",
}


class OfficeTarget(Part):
    """One published figure: how a run has it, what was observed, what counts as within; `of` or `not_measured`."""

    name: Text = entry("talks_a_year", "name of the target, no other in the file has it")
    of: Text = entry(
        "52 * talks_held / registered",
        "what a run has of it: numbers, names, + - * / and parentheses. A name is a field of the weekly books, added "
        "up over the weeks and offices (what is counted so far, by what each week added); `weeks`, how many of them "
        "there are; outcomes.NAME or outcomes.NAME.CATEGORY, an outcome of the run; or one of `quantities`",
        "",
    )
    take: Annotated[str, OneOf((*TAKES,))] = entry("farthest_year", "what is made of it, see below", "level")
    unit: Text = entry("talks/year", "unit it is told in; a share is told in per cent")
    observed: float | None = entry("3.5", "the published figure", None)
    accept: Any = entry(
        "{within: 0.5} or {from: 2, to: 6}",
        "what counts as within: so near what was observed; or a band, either end may be left out. Without it the "
        "target is only told",
        None,
    )
    grade: Annotated[str, OneOf((*GRADES,))] = entry(
        "C", "; ".join(f"{grade}: {meaning}" for grade, meaning in GRADES.items())
    )
    country: Annotated[str, OneOf((*COUNTRIES,))] = entry("foreign", " or ".join(COUNTRIES), "norwegian")
    source: Text = entry("a text", "where it was published, or how it was computed")
    not_measured: Text = entry("a text", "in place of `of`: why the model has no such quantity", "")
    counts: bool = entry("false", "whether the office as a whole needs it", True)
    meaning: Text = entry("a text", "what it is, in words", "")

    @property
    def span(self) -> tuple[float, float]:
        """From where to where it is accepted; NaN where nothing is to be."""
        if self.accept is None:
            return nan, nan
        if "within" in self.accept and self.observed is not None:
            return self.observed - self.accept["within"], self.observed + self.accept["within"]
        return self.accept.get("from", -inf), self.accept.get("to", inf)


class OfficeTargets(Part):
    """Published figures of an office at rest."""

    id: Text = entry("office", "short name, as the file's own name")
    title: Text = entry("a text", "which office, under what, in one line")
    role: Annotated[str, OneOf(ROLES)] = entry(
        "fitted", "fitted: parameters may be fitted to it; held_out: they may not"
    )
    role_because: Text = entry("a text", "why, written down before anything is fitted")
    run: Named[Any] = entry(
        "{office: large, policy: baseline, weeks: 520}", "what is run, by the names that `skranke run` takes"
    )
    quantities: Named[Text] = entry(
        "{registered: seeking + in_measure + waiting_for_health}",
        "names for what several targets are made of; each may be made of those above it",
        {},
    )
    targets: ListOf[OfficeTarget] = entry("a list, see below", "the published figures")
    why_not: Text = entry("a text", "why we think it is not reproduced; printed only where it is not", "")
    notes: Text = entry("a text", "how figures were translated, and what is assumed", "")

    @property
    def measured(self) -> list[OfficeTarget]:
        """The targets that the model has a quantity for."""
        return [target for target in self.targets if target.of]
