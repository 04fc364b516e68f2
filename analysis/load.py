"""Read a results folder."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

# Columns of weekly.parquet that count from the start of the run, not from the start of the week.
COUNTERS = (
    "arrived",
    "folded",
    "self_service",
    "digital_dialogue",
    "chat",
    "phone",
    "video",
    "drop_in",
    "booked_meeting",
    "access_failures",
    "turnover",
    "posts_cashed",
)
WHO_COMES = ("office", "parameters.people", "seed")  # what decides which people there are
MEANS = (
    "coping",
    "trust",
    "stress",
    "pressure",
    "adoption",
    "creaming",
    "unequal_treatment",
    "experience_able",
    "experience_weak",
    "digital_divide",
    "staff_experience",
    "digital_investment",
)  # of an office; over offices they are averaged, all else is added


WAY_OUT = "take an undamaged copy of the folder, or make the results again"
OUTCOME_COLUMNS = ("seed", "grouping", "category", "outcome", "value")


class Damaged(ValueError):
    """A file of results is not what was written; the message names it and says the way out."""

    def __init__(self, path: Path, why: str = "it is cut off, or not what was written"):
        super().__init__(f"{path} is damaged: {why}; {WAY_OUT}")


@dataclass
class ReplicatedRun:
    """The results of one run: one setting, one policy, some replicates."""

    folder: Path
    config: dict[str, Any]
    outcomes: pd.DataFrame  # seed, grouping, category, outcome, value
    weekly: pd.DataFrame  # seed, week, office and what happened; counters count from the start
    summary: dict[str, Any]

    @property
    def label(self) -> str:
        """The policy, and what was set beside it."""
        return ", ".join([self.config["choices"]["policy"], *self.config["written"]])


@dataclass
class Sweep:
    """The results of several runs side by side: `outcomes` has a row a job, grouping, category and outcome."""

    folder: Path
    names: list[str]  # what was varied
    outcomes: pd.DataFrame  # job, what was varied, grouping, category, outcome, mean, low, high, replicates
    replicates: pd.DataFrame  # job, seed, grouping, category, outcome, value: of everybody
    config: dict[str, Any]  # of the first job
    summary: dict[str, Any]

    @property
    def same_people(self) -> bool:
        """Whether the jobs have the same people with the same luck: what was varied leaves both as they are."""
        seeds = self.replicates.groupby("job")["seed"].unique()
        varied = any(name.startswith(WHO_COMES) for name in self.names)
        return not varied and len({tuple(each) for each in seeds}) == 1


def load(folder: Path | str) -> ReplicatedRun:
    """Read the results of a run; raise FileNotFoundError for a folder that holds none."""
    folder = Path(folder)
    require(folder, "config.yaml", "outcomes.parquet", "weekly.parquet", "summary.json")
    return ReplicatedRun(
        folder,
        read_yaml(folder / "config.yaml"),
        read_table(folder / "outcomes.parquet", OUTCOME_COLUMNS),
        read_table(folder / "weekly.parquet", ("seed", "week", "office")),
        read_json(folder / "summary.json"),
    )


def load_sweep(folder: Path | str) -> Sweep:
    """Read the combined results of a sweep; raise FileNotFoundError for a folder that holds none."""
    folder = Path(folder)
    require(folder, "sweep.parquet", "summary.json")
    table = read_table(folder / "sweep.parquet", ("job", "grouping", "category", "outcome", "mean"))
    names = [name for name in table.columns[1 : list(table.columns).index("grouping")]]
    jobs = list(dict.fromkeys(table["job"]))
    require(folder, f"{jobs[0]}/config.yaml", *(f"{job}/outcomes.parquet" for job in jobs))
    everybody = [("grouping", "==", "all")]
    values = [pd.read_parquet(folder / job / "outcomes.parquet", filters=everybody).assign(job=job) for job in jobs]
    config = read_yaml(folder / jobs[0] / "config.yaml")
    return Sweep(folder, names, table, pd.concat(values, ignore_index=True), config, read_json(folder / "summary.json"))


def by_week(weekly: pd.DataFrame) -> pd.DataFrame:
    """The weeks of each replicate over all its offices, counters turned into what happened in the week."""
    kept = [name for name in weekly.columns if name not in ("seed", "week", "office")]
    how = {name: "mean" if name in MEANS else "sum" for name in kept}
    weeks = weekly.groupby(["seed", "week"], sort=True)[kept].agg(how)
    counters = [name for name in COUNTERS if name in kept]
    started = weeks[counters].groupby(level="seed").diff()
    weeks[counters] = started.fillna(weeks[counters])
    return weeks.copy().reset_index()


def require(folder: Path, *names: str) -> None:
    for name in names:
        if not (folder / name).is_file():
            raise FileNotFoundError(f"{folder} is no folder of such results: {name} is not in it; {WAY_OUT}")


def read_json(path: Path) -> dict[str, Any]:
    """What a JSON file of results says, by name; raise Damaged where it cannot be read."""
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Damaged(path) from None
    return _by_name(content, path)


def read_yaml(path: Path) -> dict[str, Any]:
    """What a YAML file of results says, by name; raise Damaged where it cannot be read."""
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException
    from yaml import YAMLError  # type: ignore[import-untyped]

    try:
        content: Any = OmegaConf.to_container(OmegaConf.load(path))
    except (OSError, ValueError, YAMLError, OmegaConfBaseException):
        raise Damaged(path) from None
    return _by_name(content, path)


def read_table(path: Path, columns: Iterable[str] = ()) -> pd.DataFrame:
    """A Parquet table of results; raise Damaged where it cannot be read or lacks one of these columns."""
    import pyarrow as pa

    try:
        table = pd.read_parquet(path)
    except (OSError, ValueError, pa.ArrowException):
        raise Damaged(path) from None
    lacking = [name for name in columns if name not in table]
    if lacking:
        raise Damaged(path, f"it has no {lacking[0]}")
    return table


def _by_name(content: Any, path: Path) -> dict[str, Any]:
    if not isinstance(content, dict) or not content:
        raise Damaged(path)
    return content
