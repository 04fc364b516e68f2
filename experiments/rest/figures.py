"""Figures of an office's own, as registers have them: what they set of a setting, and what rest is compared with."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf

from experiments.cli.refusal import Refused
from experiments.cli.text_files import read_yaml
from sim.declare import nearest
from sim.terms import Benefit, NeedsGroup

WORDS = ("people", "benefits", "in_measures", "posts", "arrivals")
PEOPLE_AN_EMPLOYER = 10  # as in the settings that come with the package
ROUNDED = 0.01  # by which shares that were rounded may miss one
REDUCED = NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE


@dataclass
class Figures:
    """What was given; nothing where it was not."""

    people: dict[str, float] = field(default_factory=dict)  # by needs group
    benefits: dict[str, float] = field(default_factory=dict)  # share of people, by benefit
    in_measures: float | None = None  # share of people
    posts: float | None = None
    arrivals: float | None = None  # persons a week

    def words(self, written: list[str]) -> list[str]:
        """What they set, as words of the command line; Refused where one of these is written there too."""
        words = []
        if self.people:
            total = round(sum(self.people.values()))
            assessed = {NeedsGroup[name]: number for name, number in self.people.items() if NeedsGroup[name] > 0}
            reduced = sum(number for group, number in assessed.items() if group >= REDUCED)
            words.append(f"office.jobseekers={total}")
            if assessed:
                words.append(f"office.reduced_capacity_share={reduced / sum(assessed.values()):.4f}")
            if not any(word.startswith(("labour_market.employers=", "office=")) for word in written):
                words.append(f"labour_market.employers={max(1, round(total / PEOPLE_AN_EMPLOYER))}")
        if self.posts is not None:
            words.append(f"individualization.caseload={sum(self.people.values()) / self.posts:.4g}")
        for word in words:
            name = word.partition("=")[0]
            if any(name == other.partition("=")[0] for other in written):
                raise Refused(f"{name} follows from the figures; leave it out, or the figure that gives it")
        return words


def read_figures(path: Path) -> Figures:
    """The figures of a file; Refused in one sentence for what no office can have."""
    plain: Any = OmegaConf.to_container(read_yaml(path))
    if not isinstance(plain, dict) or not plain:
        raise Refused(f"{path} has no figures; it may have {', '.join(WORDS)}")
    for name in plain:
        if name not in WORDS:
            near = nearest(str(name), WORDS)
            raise Refused(f"{path}: there is no figure {name!r}{near}; it may be {', '.join(WORDS)}")
    people = _by_name(path, "people", plain.get("people", {}), NeedsGroup)
    benefits = _by_name(path, "benefits", plain.get("benefits", {}), Benefit)
    if "people" in plain and not sum(people.values()) >= 1.0:
        raise Refused(f"{path}: people add up to {sum(people.values()):g}; there must be somebody")
    if "benefits" in plain and abs(sum(benefits.values()) - 1.0) > ROUNDED:
        added = f"{path}: shares of benefits add up to {sum(benefits.values()):.3g}"
        raise Refused(f"{added}; they must add up to 1, with NONE for those with no benefit")
    numbers = {name: _number(path, name, plain[name]) for name in WORDS[2:] if name in plain}
    if not 0.0 <= numbers.get("in_measures", 0.0) <= 1.0:
        raise Refused(f"{path}: in_measures is {numbers['in_measures']:g}; it must be a share between 0 and 1")
    if numbers.get("posts", 1.0) == 0.0:
        raise Refused(f"{path}: posts is 0; somebody must staff the office")
    if "posts" in numbers and not people:
        raise Refused(f"{path}: posts need people, whom they are shared by; write people by needs group")
    return Figures(people, benefits, **numbers)


def _by_name(path: Path, name: str, written: Any, kind: Any) -> dict[str, float]:
    """Numbers by the names of an enumeration."""
    if not isinstance(written, dict):
        raise Refused(f"{path}: {name} is {written!r}; write numbers by name, as in {{{kind(1).name}: 0.2}}")
    names = list(kind.__members__)
    for each in written:
        if each not in names:
            raise Refused(
                f"{path}: {name} has {each!r}{nearest(str(each), names)}; it must be one of {', '.join(names)}"
            )
    return {each: _number(path, f"{name}.{each}", number) for each, number in written.items()}


def _number(path: Path, name: str, written: Any) -> float:
    if isinstance(written, bool) or not isinstance(written, int | float) or not 0.0 <= written < float("inf"):
        raise Refused(f"{path}: {name} is {written!r}; it must be a number, 0 or more")
    return float(written)
