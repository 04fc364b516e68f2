"""Read a results folder."""

import json
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
)
WHO_COMES = ("office", "parameters.people", "seed")  # what decides which people there are
MEANS = (
    "coping",
    "trust",
    "stress",
    "pressure",
    "adoption",
)  # of an office; over offices they are averaged, all else is added


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
        pd.read_parquet(folder / "outcomes.parquet"),
        pd.read_parquet(folder / "weekly.parquet"),
        read_json(folder / "summary.json"),
    )


def load_sweep(folder: Path | str) -> Sweep:
    """Read the combined results of a sweep; raise FileNotFoundError for a folder that holds none."""
    folder = Path(folder)
    require(folder, "sweep.parquet", "summary.json")
    table = pd.read_parquet(folder / "sweep.parquet")
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
    return weeks.reset_index()


def require(folder: Path, *names: str) -> None:
    for name in names:
        if not (folder / name).is_file():
            raise FileNotFoundError(f"{folder} is no folder of such results: {name} is not in it")


def read_json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def read_yaml(path: Path) -> dict[str, Any]:
    from omegaconf import OmegaConf

    content: Any = OmegaConf.to_container(OmegaConf.load(path))
    return dict(content)
