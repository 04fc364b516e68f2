"""The page for Mesa's users, rendered without a browser: what it offers, and that a run can be played there."""

import math
import os
import re
import socket
import subprocess
import sys
import time
import warnings
from contextlib import contextmanager, suppress
from urllib.request import urlopen

import pytest
from settings import HOME, small

from sim import FrontLine, Jobseeker
from sim.declare import known_numbers
from sim.policy import Policy

pytestmark = [pytest.mark.mesa, pytest.mark.slow]  # Solara takes seconds to import


EXAMPLES = re.findall(r"```python\n(.*?)```", (HOME / "docs" / "mesa.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_for_mesas_users_runs(example):
    """A page is played, begun anew and played again."""
    names = {"__name__": "example"}
    exec(compile(example, "example.py", "exec"), names)
    if "page" in names:
        with rendered(names["page"]) as page:
            for button, weeks in {"Step": 1, "Reset": 0}.items():
                press(page, button)
                assert weeks_played(page) == weeks


def test_the_documented_command_serves_the_page():
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    outer = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "experiments.mesa_page", "--port", str(port), "--no-open"]
    server = subprocess.Popen(command, cwd=HOME, env=outer, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(120):
            with suppress(OSError), urlopen(f"http://localhost:{port}/", timeout=30) as answer:
                assert answer.status == 200 and b"solara" in answer.read().lower()
                return
            assert server.poll() is None
            time.sleep(0.5)
        raise AssertionError("no page within a minute")
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="module")
def page():
    """The page as a browser would be given it."""
    from experiments.mesa_page.page import Page

    with rendered(Page()) as context:
        yield context


@contextmanager
def rendered(element):
    """What Solara makes of an element, to look for widgets in."""
    import solara

    _, context = solara.render(solara.AppLayout(children=[element]), handle_error=False)
    yield context
    context.close()


def widgets(page, kind, **traits):
    """The widgets of a kind on the page that have these traits."""
    import ipyvuetify

    return page.find(getattr(ipyvuetify, kind), **traits).widgets


def lines(page):
    """Every line of text on the page."""
    texts, waiting = [], widgets(page, "Html")
    while waiting:
        widget = waiting.pop()
        inside = list(getattr(widget, "children", None) or [])
        inside += [slot["children"] for slot in getattr(widget, "v_slots", None) or []]
        for child in inside:
            if isinstance(child, str):
                texts.append(child)
            elif isinstance(child, list):
                waiting += child
            else:
                waiting.append(child)
    return texts


def select(page, label):
    return widgets(page, "Select", label=label)[0]


def press(page, label):
    next(button for button in widgets(page, "Btn") if label in button.children).click()


def weeks_played(page):
    """What Mesa says of how far the model is: "Step: 2" in 3.3, "Time: 2.0" in 3.5."""
    (line,) = [line for line in lines(page) if line.startswith(("Step: ", "Time: "))]
    return float(line.partition(": ")[2])


def test_a_run_is_played_and_another_policy_begins_another_with_its_levers(page):
    assert {"baseline", "ips", "digital_first"} <= set(select(page, "policy").items)
    assert select(page, "office").v_model == "small"
    press(page, "Step")
    press(page, "Step")
    assert weeks_played(page) == 2
    press(page, "Reset")
    assert weeks_played(page) == 0
    assert {"caseload: 95 jobseekers", "drop in hours: 9 hours/week"} < set(lines(page))
    press(page, "Step")
    select(page, "policy").v_model = "ips"
    assert weeks_played(page) == 0
    assert {"caseload: 20 jobseekers", "drop in hours: 9 hours/week"} < set(lines(page))


def test_a_lever_that_is_moved_begins_a_run_with_it(page):
    press(page, "Step")
    slider = widgets(page, "Slider", max=37.5)[0]
    slider.v_model = 6.0
    assert weeks_played(page) == 0 and "drop in hours: 6 hours/week" in lines(page)


def test_everybody_who_is_followed_is_a_dot_and_every_figure_is_drawn():
    """Warnings would be of axes without a span or letters without a shape."""
    from analysis import style
    from experiments.mesa_page import page as of_page

    model = FrontLine(small(people=60, weeks=3, offices=2), seed=1)
    model.run_model()
    with warnings.catch_warnings(), style.figure_style():
        warnings.simplefilter("error")
        for draw in (of_page.draw_weekly_statuses, of_page.draw_weekly_channels, of_page.draw_weekly_hours):
            draw(style.blank(9.5, 5.6), model)
        figure = style.blank(9.5, 5.6)
        of_page.draw_desks(figure, model)
        figure.canvas.draw()
    dots = sum(len(group.get_offsets()) for group in figure.axes[0].collections)
    assert dots == len(model.agents_by_type[Jobseeker])


def test_without_the_extra_the_way_to_it_is_told(monkeypatch):
    from experiments.mesa_page import __main__ as start

    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"pip install 'skranke\[viz\]'"):
        start.main()


@pytest.mark.parametrize("start", [0.3, 0.45, 6.5, 0.125])
def test_a_slider_has_a_step_on_which_its_start_lies(start):
    """A browser would move the slider to the nearest step, and with it the lever, without anybody's hand."""
    from experiments.mesa_page.sliders import step_of

    for lever in known_numbers(Policy).values():
        if lever.unit != "kind" and lever.low <= start <= lever.high:
            steps = (start - lever.low) / step_of(lever, start)
            assert math.isclose(steps, round(steps), abs_tol=1e-5)
