"""The figures of a bench as they are printed."""

from collections.abc import Iterator
from typing import Any

PARTS = {
    "reading": "reading {fields_read:.1f} fields",
    "writing": "writing {fields_written:.1f} fields",
    "draws": "{draws:.2f} draws",
    "exponentials": "{exponentials:.2f} exponentials",
}


def spread(times: dict[str, float]) -> str:
    """The least of several times, and in brackets the median and the most."""
    least, median, most = (f"{times[name]:,.0f}".replace(",", " ") for name in ("least", "median", "most"))
    return f"{least:>10} {f'({median}, {most})':<18}"


def figures_printed(figures: dict[str, Any]) -> str:
    """What a jobseeker-week and an agent-step cost, and what the floor is made of."""
    parts = _of_sizes(figures), _of_floor(figures), _of_peers(figures["peers"]), _of_rest(figures)
    return "\n\n".join("\n".join(part) for part in parts)


def _of_sizes(figures: dict[str, Any]) -> Iterator[str]:
    yield f"Whole runs of {figures['weeks']} weeks, nanoseconds of processor a jobseeker-week: least (median, most)"
    for name, size in figures["sizes"].items():
        yield f"  {name + ', compiled':40}{spread(size['compiled_ns'])}   {size['compiled_over_floor']:.1f} x its floor"
    yield f"  {'one office of 800, own Mesa backend':40}{spread(figures['mesa_backend_ns'])}"
    yield "    the model's own Mesa backend: all of Skranke as Mesa agents in plain Python, for teaching and debugging;"
    times = f"{figures['mesa_backend_over_compiled']:.0f}"
    yield f"    it takes {times} times as long as compiled, which says nothing of other models in Mesa"


def _of_floor(figures: dict[str, Any]) -> Iterator[str]:
    needs = figures["needs"]
    names = list(figures["sizes"])
    yield f"The machine's floor, the same units; needs counted in {needs['weeks_counted']} weeks from first to last"
    yield f"  {'':40}" + "".join(f"{name:>22}" for name in names)
    for part, label in PARTS.items():
        cells = (figures["sizes"][name]["floor_items_ns"][part]["least"] for name in names)
        yield f"  {label.format(**needs):40}" + "".join(f"{cell:22.1f}" for cell in cells)
    yield f"  {'all':40}" + "".join(f"{figures['sizes'][name]['floor_ns']:22.1f}" for name in names)


def _of_peers(peers: dict[str, Any]) -> Iterator[str]:
    people, weeks = (f"{peers[name]:,}".replace(",", " ") for name in ("people", "weeks"))
    counts = f"{people} people, {weeks} weeks"
    yield f"One small model, {counts}, nanoseconds of processor an agent-step: least (median, most)"
    for name, engine in sorted(peers["engines"].items(), key=lambda pair: -pair[1]["ns"]["least"]):
        employed = engine["outcomes"]["employed"]
        yield f"  {name:40}{spread(engine['ns'])}   {engine['lines']} lines, {100 * employed:.1f} % in work"
    for name in peers["not_installed"]:
        yield f"  {name:40}{'not installed':>10}   pip install 'skranke[bench]'"


def _of_rest(figures: dict[str, Any]) -> Iterator[str]:
    threads, start = figures["threads"], figures["start_seconds"]
    yield f"  {threads['threads']} threads make {threads['times_as_many_runs']:.2f} times as many runs a second as one"
    yield (
        f"  a start: a short run from the command line takes {start['least']:.2f} seconds of processor (most"
        f" {start['most']:.2f}), all compiled before"
    )


def readme_line(figures: dict[str, Any]) -> str:
    """What README says of speed, from these figures."""
    sizes, engines = figures["sizes"], figures["peers"]["engines"]
    costs = ", ".join(f"{size['compiled_ns']['least']:.0f} ns in {name}" for name, size in sizes.items())
    small = ", ".join(
        f"{engine['ns']['least']:.0f} ns in {name}"
        for name, engine in sorted(engines.items(), key=lambda pair: -pair[1]["ns"]["least"])
    )
    return f"A jobseeker-week costs {costs}. An agent-step of one small model: {small}."
