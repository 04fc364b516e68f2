"""Solve the inflow of a setting, say how far it is at rest with it, and write it as a setting file."""

from datetime import UTC, datetime

from analysis.language import text
from experiments.cli.composition import Job
from experiments.cli.schema import LEVERS, SIZES, written_numbers
from experiments.rest.printing import compared, print_solved
from experiments.rest.request import RestRequest
from experiments.rest.solving import PLACES, Solved, run_weeks, solve
from experiments.results.progress import progress
from experiments.results.provenance import provenance
from experiments.results.results_folder import ResultsFolder
from experiments.results.tables import write_json
from sim.declare import value_at

FEWEST_SEEDS = 8
NAME = "at_rest"
OWN_FOLDER = "setting"  # apart from config.yaml, which a folder of own files must not hold


def rest(request: RestRequest) -> None:
    """Solve one setting and fill the results folder."""
    folder = ResultsFolder("rest", request.out)
    job = request.jobs[0]
    started = datetime.now(UTC)
    seeds = list(range(job.seed, job.seed + max(FEWEST_SEEDS, job.replicates)))
    with folder as path, progress(run_weeks(job.scenario, len(seeds)), "solving") as tick:
        solved = solve(job.scenario, seeds, job.threads, tick, request.figures.in_measures)
        (path / OWN_FOLDER / "office").mkdir(parents=True)
        (path / OWN_FOLDER / "office" / f"{NAME}.yaml").write_text(setting_file(job, solved), encoding="utf-8")
        (path / "config.yaml").write_text(job.resolved, encoding="utf-8")
        write_json(path / "rest.json", as_plain(solved) | {"figures": compared(request.figures, solved, job)})
        origin = provenance(seeds, started, backend="compiled", threads=job.threads, replace={})
        write_json(path / "provenance.json", origin)
    print_solved(solved, job, request.figures)
    print(text("Run it: skranke run --config-dir {folder} office={name}", folder=folder.final / OWN_FOLDER, name=NAME))


def setting_file(job: Job, solved: Solved) -> str:
    """The setting as a file of `configs/office`: what is not as declared of its sizes and levers, and the inflow found.

    Its levers are what the office usually does, at rest and under every policy that sets others.
    """
    sizes: dict[str, dict[str, object]] = {group: {} for group in (*SIZES, *LEVERS)}
    for path, number in written_numbers().items():
        group, _, name = path.partition(".")
        if group in SIZES:
            value = value_at(job.scenario.setting, path)
            if value != number.default:
                sizes[group][name] = getattr(value, "name", value)
    for path, value in job.usual_levers.items():
        group, _, name = path.partition(".")
        sizes[group][name] = value
    for group, share in solved.inflow.items():
        sizes["office"][f"inflow_{group}"] = float(f"{share:.4g}")
    if solved.places != PLACES.default:
        sizes["organisation"]["measure_places"] = float(f"{solved.places:.4g}")
    lines = ["# @package _global_", f"# {job.title}; inflow solved by skranke rest"]
    lines += [f"# Not met: {what}." for what in solved.unmet()]
    for group, numbers in sizes.items():
        if numbers:
            lines += [f"{group}:", *(f"  {name}: {value}" for name, value in numbers.items())]
    return "\n".join(lines) + "\n"


def as_plain(solved: Solved) -> dict[str, object]:
    """What was found, for machines."""
    return {**vars(solved), "unmet": solved.unmet()}
