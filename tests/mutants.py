"""Mutants: behaviours with one change each, and whether their worked cases notice.

`python -m tests.mutants` changes sim/behaviour in one place at a time (a sign, a comparison, a kind of status or
benefit, two arguments, a condition or a line left out, a constant) and runs the worked cases of the changed file. A
mutant that no case notices survives, and is a sentence about the model that nothing would contradict. Also called:
mutation testing.

    python -m tests.mutants                                  all, with the survivors
    python -m tests.mutants sim/behaviour/encounter.py       those of a file
    python -m tests.mutants --sample 40 --least 80           some, drawn by a seed; fails below 80 %
    python -m tests.mutants --together FILE                  those that a file names, all at once

Mutmut and cosmic-ray were looked at: the one leaves functions with a decorator alone and knows no wrong benefit, the
other starts a process for every mutant. Here a process that has collected the cases forks for each.
"""

import argparse
import random
import sys
from pathlib import Path

import pytest

from tests.mutation.changes import Mutant, mutants_of
from tests.mutation.trial import ENDLESS, STILLBORN, SURVIVED, UNCLEAR, Trial, belongs

HOME = Path(__file__).resolve().parent.parent
BEHAVIOUR = HOME / "sim" / "behaviour"
CASES = HOME / "tests" / "behaviour"
EQUIVALENT = HOME / "tests" / "equivalent_mutants.txt"
MOST_EQUIVALENT = 0.03  # of all mutants
NEEDLESS = ("xdist", "cacheprovider", "hypothesispytest", "anyio")  # plugins that take longer to load than cases to run


def named_in(path: Path) -> dict[str, str]:
    """Mutants that a file names, one a line as `NAME # reason`, with the reason."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    return {name.strip(): reason.strip() for name, _, reason in (line.partition(" # ") for line in lines)}


def wrong_with(excused: dict[str, str], mutants: list[Mutant]) -> list[str]:
    """What is wrong with a list of equivalent mutants, all of them being these."""
    known = {mutant.name for mutant in mutants}
    wrong = [f"there is no such mutant: {name}" for name in excused if name not in known]
    wrong += [f"it is not said why this is equivalent: {name}" for name, reason in excused.items() if not reason]
    if len(excused) > MOST_EQUIVALENT * len(mutants):
        wrong.append(f"{len(excused)} of {len(mutants)} are called equivalent; at most {MOST_EQUIVALENT:.0%} may be")
    return wrong


def main(arguments: list[str] | None = None) -> int:
    """Try mutants, tell the score; 1 where it is below what is asked for, or the list of equivalent ones is wrong."""
    asked = read(arguments)
    files = [Path(name).stem for name in asked.files]
    paths = sorted(BEHAVIOUR.glob("[a-z]*.py"))
    unknown = sorted(set(files) - {path.stem for path in paths})
    if unknown:
        print(f"sim/behaviour has no {unknown[0]}.py; it has {', '.join(path.stem for path in paths)}")
        return 2
    every = [mutant for path in paths for mutant in mutants_of(path)]
    excused = named_in(asked.equivalent)
    mutants = [mutant for mutant in every if not files or mutant.file in files]
    if asked.list:
        print("\n".join(mutant.name for mutant in mutants))
        return 0
    if asked.together:
        return all_at_once(named_in(asked.together), every, asked.cases)
    wrong = wrong_with(excused, every)
    if asked.sample:
        mutants = [mutant for mutant in mutants if mutant.name not in excused]
        chosen = random.Random(asked.seed).sample(range(len(mutants)), min(asked.sample, len(mutants)))
        mutants = [mutants[number] for number in sorted(chosen)]
    trial = Trial(mutants)
    status = run(trial, asked.cases)
    if status:
        return status
    noticed = [mutant.name for mutant, outcome in trial.outcome.items() if outcome != SURVIVED]
    wrong += [f"called equivalent, and noticed: {name}" for name in noticed if name in excused]
    unclear = [mutant.name for mutant, outcome in trial.outcome.items() if outcome == UNCLEAR]
    wrong += [f"its cases ended in no known way: {name}" for name in unclear]
    score = tell(trial.outcome, excused)
    for line in wrong:
        print(line)
    return int(score < asked.least or bool(wrong))


def read(arguments: list[str] | None) -> argparse.Namespace:
    """What is asked for."""
    words = argparse.ArgumentParser(prog="python -m tests.mutants", description=(__doc__ or "").split("\n")[0])
    words.add_argument("files", nargs="*", help="files of sim/behaviour; all where none is named")
    words.add_argument("--sample", type=int, default=0, help="so many of them, drawn by --seed")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--least", type=float, default=0.0, help="per cent that must be caught")
    words.add_argument("--together", type=Path, metavar="FILE", help="make all changes that it names; count failures")
    words.add_argument("--list", action="store_true", help="name the mutants, and try none")
    words.add_argument("--cases", type=Path, metavar="FOLDER", default=CASES, help="the worked cases")
    words.add_argument("--equivalent", type=Path, metavar="FILE", default=EQUIVALENT, help="mutants not counted")
    return words.parse_args(arguments)


def run(trial: Trial, folder: Path) -> int:
    """Run the cases of the files of these mutants as a trial wants them; pytest's status where that went wrong."""
    files = {mutant.file for mutant in trial.mutants}
    cases = [str(path) for path in sorted(folder.glob("test_*.py")) if any(belongs(path, file) for file in files)]
    if not cases:
        trial.outcome = dict.fromkeys(trial.mutants, SURVIVED)
        return 0
    plain = ["-q", "-c", str(HOME / "pyproject.toml"), "-m", "", "--assert=plain"]
    plain += [word for plugin in NEEDLESS for word in ("-p", f"no:{plugin}")]
    status = int(pytest.main([*plain, *cases], plugins=[trial]))
    return status if status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) else 0


def all_at_once(named: dict[str, str], every: list[Mutant], folder: Path) -> int:
    """Make all of these changes together, and tell how many cases fail; 2 where there is no such change."""
    mutants = [mutant for mutant in every if mutant.name in named]
    for name in sorted(set(named) - {mutant.name for mutant in mutants}):
        print(f"there is no such mutant (--list names all): {name}")
    if len(mutants) < len(named):
        return 2
    trial = Trial(mutants, together=True)
    status = run(trial, folder)
    print(f"{trial.n_failing} cases fail with {len(mutants)} changes at once")
    return status


def tell(outcome: dict[Mutant, str], excused: dict[str, str]) -> float:
    """Print survivors and the score of each file; the score of all [%]."""
    for name in sorted(mutant.name for mutant in outcome if outcome[mutant] == SURVIVED):
        if name not in excused:
            print(f"survives  {name}")
    for file in sorted({mutant.file for mutant in outcome}):
        score(f"{file}.py", {mutant: outcome[mutant] for mutant in outcome if mutant.file == file}, excused)
    return score("all", outcome, excused)


def score(title: str, outcome: dict[Mutant, str], excused: dict[str, str]) -> float:
    """Print the share of these mutants that was caught; return it [%]."""
    tried = [outcome[mutant] for mutant in outcome if mutant.name not in excused]
    counted = [ended for ended in tried if ended != STILLBORN]
    n_caught = len([ended for ended in counted if ended not in (SURVIVED, UNCLEAR)])
    share = 100.0 * n_caught / max(1, len(counted))
    besides = {"of them without end": counted.count(ENDLESS), "cannot run": len(tried) - len(counted),
               "equivalent": len(outcome) - len(tried)}  # fmt: skip
    more = "".join(f", {number} {what}" for what, number in besides.items() if number)
    print(f"{title:<20}{n_caught:>5} of {len(counted):>4} caught, {share:.1f} %{more}")
    return share


if __name__ == "__main__":
    sys.exit(main())
