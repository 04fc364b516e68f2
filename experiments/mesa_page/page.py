"""Mesa's SolaraViz around FrontLine: named options and levers to choose, the people by desk, and the weeks so far."""

import math
from collections.abc import Callable
from itertools import accumulate
from textwrap import fill
from typing import Any

import pandas as pd
import solara
from matplotlib.figure import Figure
from mesa.visualization import Slider, SolaraViz

from analysis import style
from analysis.figures.run import STATUSES, draw_channels, draw_hours, draw_statuses
from analysis.language import text
from analysis.load import by_week
from experiments.cli.refusal import Refused
from experiments.mesa_page.sliders import CHOICES, choose, composed, slide
from sim import FrontLine, Jobseeker, Scenario
from sim.scenario import with_numbers
from sim.terms import LABELS, Status

AT_A_DESK = (Status.IN_MEASURE, Status.SEEKING, Status.WAITING_FOR_HEALTH)
ELSEWHERE = (Status.EMPLOYED, Status.DISABILITY_PENSION, Status.OUT_OF_LABOUR_FORCE)
FLATNESS = 1.9  # of the picture: its width over its height
DESKS_TO_ONE = 6.0  # desks that are as broad as a column of people who are elsewhere, where there are many
DOT = 200.0  # height of the picture, in points, that dots may fill
LEGEND_DOT = 60.0  # square points
MOST_NUMBERS = 14  # of desks that are written beneath
LABEL = 11  # letters in a line of a label beneath
MOST_SEEDS = 100  # on the slider


@solara.component
def Page() -> None:
    """Choices on the left, and Mesa's own page for what was chosen; another choice begins another run."""
    chosen, set_chosen = solara.use_state(CHOICES)
    as_chosen: dict[str, Any] = {}
    moved, set_moved = solara.use_state(as_chosen)  # levers moved away from where the policy has them, by path

    def choose_another(group: str, name: str) -> None:
        set_chosen({**chosen, group: name})
        set_moved({} if group == "policy" else moved)

    try:
        policy = composed(tuple(chosen.items())).policy
        scenario = with_numbers(composed(tuple(chosen.items())), moved)
        scenario.check()
    except (Refused, ValueError) as problem:
        solara.Error(str(problem))
        return
    with solara.Sidebar(), solara.Card(text("Policy and setting"), margin=0):
        choose(chosen, choose_another)
        slide(policy, moved, lambda path, value: set_moved({**moved, path: value}))
    Run(scenario).key(f"{chosen} {moved}")


@solara.component
def Run(scenario: Scenario) -> None:
    """Mesa's page for one scenario; its seed is set there, and Reset begins the run anew."""
    model = solara.use_memo(lambda: FrontLine(scenario, rng=1), [])
    parameters: dict[str, Any] = {"scenario": scenario, "rng": Slider(text("seed"), 1, 0, MOST_SEEDS, 1)}
    weekly = [panel(draw, first_week=1) for draw in (draw_weekly_statuses, draw_weekly_channels, draw_weekly_hours)]
    SolaraViz(model, components=[panel(draw_desks), *weekly], model_params=parameters, name="Skranke")


def panel(draw: Callable[[Figure, FrontLine], None], first_week: int = 0) -> tuple[Callable[[FrontLine], None], int]:
    """A figure of the model as a panel of Mesa's page, drawn anew each week, once there are so many."""

    def show(model: FrontLine) -> None:
        if model.week < first_week:
            solara.Text(text("▶ plays the weeks, and they are drawn here."))
            return
        with style.figure_style():
            figure = style.blank(9.5, 5.6)
            draw(figure, model)
            solara.FigureMatplotlib(figure, format="png")

    return show, 0


def label_of(status: Status) -> str:
    """What people read in place of the code of a status."""
    return text(LABELS[Status][status.name])


def draw_desks(figure: Figure, model: FrontLine) -> None:
    """Everybody who is followed, a dot each: at the desk of the caseworker, or where else the person is."""
    axes = figure.subplots()
    n_desks = len(model.world.caseworkers)
    breadth = max(1.0, n_desks / DESKS_TO_ONE)  # of a column of people who are elsewhere; a desk has 1
    widths = [1.0] * n_desks + [breadth] * len(ELSEWHERE)
    columns: list[list[Status]] = [[] for _ in widths]
    for person in model.agents_by_type[Jobseeker]:
        elsewhere = person.status in ELSEWHERE
        columns[n_desks + ELSEWHERE.index(person.status) if elsewhere else person.caseworker].append(person.status)
    starts = [0.0, *accumulate(widths)]
    tallest = max(len(people) / width for people, width in zip(columns, widths, strict=True))
    abreast = max(1, round(math.sqrt(FLATNESS * tallest / starts[-1])))  # people beside each other at a desk
    dots = []
    for start, width, people in zip(starts, widths, columns, strict=False):
        beside = round(abreast * width)
        for index, status in enumerate(sorted(people)):
            dots.append((status, start + width * (index % beside + 0.5) / (beside + 1), index // beside))
    top = max(height for _, _, height in dots) + 1
    for status in (*AT_A_DESK, *ELSEWHERE):
        x, y = [at for kind, at, _ in dots if kind == status], [at for kind, _, at in dots if kind == status]
        size = (DOT / max(top, abreast)) ** 2
        axes.scatter(x, y, s=size, color=STATUSES[status], label=label_of(status) if status in AT_A_DESK else None)
    labels = {start + 0.45: str(desk + 1) for desk, start in enumerate(starts[:n_desks])}
    numbered = dict(list(labels.items())[:: math.ceil(n_desks / MOST_NUMBERS)])
    named = {starts[n_desks + j] + 0.45 * breadth: fill(label_of(status), LABEL) for j, status in enumerate(ELSEWHERE)}
    axes.set_xticks([*numbered, *named], [*numbered.values(), *named.values()], fontsize=10)
    axes.set(yticks=[], xlim=(0, starts[-1]), ylim=(-0.6, top), xlabel=text("desk"))
    axes.grid(False)
    legend: Any = axes.legend(loc="lower right", bbox_to_anchor=(1.0, 1.06), ncols=3, fontsize=11, frameon=False)
    for handle in legend.legend_handles:
        handle.set_sizes([LEGEND_DOT])
    week = text("before the first week") if model.week == 0 else text("after week {week}", week=model.week)
    style.title(axes, text("Who is at which desk"), text("each dot is a person; {week}", week=week))


def draw_weekly_statuses(figure: Figure, model: FrontLine) -> None:
    """People by status over the weeks so far."""
    draw_statuses(figure.subplots(), weeks_of(model), model.scenario_run.setting.office.follow_up_weeks)


def draw_weekly_channels(figure: Figure, model: FrontLine) -> None:
    """Contacts by channel over the weeks so far."""
    draw_channels(figure.subplots(), weeks_of(model))


def draw_weekly_hours(figure: Figure, model: FrontLine) -> None:
    """What the hours of a post went to over the weeks so far."""
    draw_hours(figure.subplots(), weeks_of(model), {})


def weeks_of(model: FrontLine) -> pd.DataFrame:
    """The books of the weeks so far, over all offices."""
    n_rows = model.week * len(model.world.offices)
    return by_week(pd.DataFrame(model.records().weekly[:n_rows]).assign(seed=model.seed_run))
