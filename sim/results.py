"""What a run gives back in Python: tidy tables, and ways to read them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.above import above

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from sim.scenario import Scenario

TABLES = ("outcomes", "weekly", "events", "people")


@dataclass(repr=False)
class Results:
    """Tidy tables of runs: `summary()` is the answer with intervals, `frame()` a table, `plot()` the picture.

    `outcomes`: columns seed, grouping, category, outcome, value, people (how many the outcome is about). `weekly`:
    seed and the fields of `OfficeWeek`, a row a week and office. `events`: seed and the fields of `Event`, and
    `people`: whom they are about, where they were asked for. `scenario`: what was run.
    """

    outcomes: dict[str, np.ndarray]
    weekly: dict[str, np.ndarray]
    events: dict[str, np.ndarray] | None = None
    people: dict[str, np.ndarray] | None = None
    scenario: "Scenario | None" = None

    @property
    def seeds(self) -> list[int]:
        """The seed of each run, in order."""
        return [int(seed) for seed in dict.fromkeys(self.weekly["seed"].tolist())]

    @property
    def weeks(self) -> int:
        """How many weeks each run has."""
        return int(self.weekly["week"].max()) + 1

    def frame(self, table: str = "outcomes") -> "pd.DataFrame":
        """One of the tables as a pandas.DataFrame: outcomes, weekly, events or people, with names for kinds.

        Raises ValueError for another.
        """
        if table not in TABLES:
            raise ValueError(f"there is no table {table!r}; it must be one of {', '.join(TABLES)}")
        columns = getattr(self, table)
        if columns is None:
            raise ValueError("no events were kept; simulate(..., events=True) keeps them")
        made: pd.DataFrame = above("frame_of")(table, columns)
        return made

    def summary(self, grouping: str = "all") -> "pd.DataFrame":
        """Mean over the runs and 95 % interval of each outcome, with its unit; a row an outcome.

        `grouping`: `all` for everybody, else needs_group, digital_skill, age, cohort or office (where there are
        several), with a row a category and outcome. Raises ValueError for another.
        """
        table: pd.DataFrame = above("summary_table")(self, grouping)
        return table

    def against(self, other: "Results", grouping: str = "all") -> "pd.DataFrame":
        """What is different from other results with the same seeds, which have the same people with the same luck.

        A row an outcome, as `summary` has: mean over the seeds of the paired difference, these less the other, and its
        95 % interval. Raises ValueError where the seeds are not the same.
        """
        table: pd.DataFrame = above("differences_table")(self, other, grouping)
        return table

    def plot(self) -> "Figure":
        """The figure of `skranke run`: where people are, who gets into work, through which doors, what hours go to."""
        figure: Figure = above("overview")(self)
        return figure

    def __repr__(self) -> str:
        """How many runs of what, and the outcomes that answer first."""
        lines: str = above("first_lines")(self)
        return lines

    def _repr_html_(self) -> str:
        """The same as a table, for a notebook."""
        html: str = above("as_html")(self)
        return html
