"""What a study file may say: declared once, with unit and range."""

from dataclasses import dataclass, field
from typing import Any

from sim.declare import Number, known_numbers, parameter

MODEL = "model"
POINTS = "points"  # the target of a study whose outcomes came with its points: nothing is run


@dataclass(slots=True)
class StudyOptions:
    """How many points, replicates and files a study has."""

    samples: int = parameter(
        64,
        unit="base points",
        low=1,
        high=10_000_000,
        grade="expert",
        source="methods differ, see --help methods",
        meaning="Base rows (sobol, dgsm), trajectories (morris), points of a curve (efast) or points (the others)",
    )
    replicates: int = parameter(
        4,
        unit="seeds",
        low=1,
        high=100_000,
        grade="expert",
        source="two are needed to tell chance from effect",
        meaning="Seeds that every point is run with: the same people with the same luck",
    )
    fresh: int = parameter(
        0,
        unit="seeds",
        low=0,
        high=1000,
        grade="expert",
        source="a check that the ranking does not depend on the luck",
        meaning="Further replicates with a seed of each point's own, to see whether the ranking holds",
    )
    seed: int = parameter(
        1,
        unit="number",
        low=0,
        high=2**31 - 1,
        grade="expert",
        source="any will do",
        meaning="Seed of the first replicate and of the design",
    )
    levels: int = parameter(
        4,
        unit="levels",
        low=2,
        high=100,
        grade="expert",
        source="Campolongo et al. 2007",
        meaning="Levels of the grid that Morris trajectories walk on (an even number)",
    )
    steps: int = parameter(
        3,
        unit="values",
        low=2,
        high=10_000,
        grade="expert",
        source="both ends and the middle",
        meaning="Values of a factor in a grid, evenly spaced over its range, where none are given",
    )
    second_order: bool = parameter(
        False,
        unit="true or false",
        low=0,
        high=1,
        grade="expert",
        source="Saltelli 2002",
        meaning="Sobol: interactions of every two factors as well, for about twice the runs",
    )
    checkpoint_seconds: float = parameter(
        120.0,
        unit="seconds",
        low=0.01,
        high=86_400.0,
        grade="expert",
        source="what a crash may cost",
        meaning="Work done between two files of results",
    )


@dataclass
class StudySchema(StudyOptions):
    """The whole configuration of a study; the runs themselves are set by `base`."""

    method: str = "morris"
    vary: list[Any] = field(default_factory=list)
    groups: dict[str, Any] = field(default_factory=dict)
    points: Any = None  # a list of points, or a file of them
    outcomes: list[str] = field(default_factory=list)
    base: list[str] = field(default_factory=list)  # as on the command line: office=average, weeks=104
    target: str = MODEL
    executor: dict[str, Any] = field(default_factory=dict)


def study_numbers() -> dict[str, Number]:
    """Every number of a study, by name."""
    return known_numbers(StudyOptions)
