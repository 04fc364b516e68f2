"""The page as people use it: driven in Chromium, with the network cut."""

import numpy as np
import pytest
from lab_browser import PHONE, PROJECTOR, TABLET, Page, chromium
from lab_client import head_of_frame, opened, served

from experiments.lab.frames import columns_of
from sim.terms import Status

pytestmark = pytest.mark.slow

SCENES = ("portfolios", "ladder", "counter", "office", "time", "lives")
TWO = "office=small&people=300&seed=1&week=9&a=baseline&b=digital_first&j=b@3.channel.drop_in_hours=2"


@pytest.fixture(scope="module")
def address():
    with served() as where:
        yield where


@pytest.fixture(scope="module")
def browser():
    with chromium() as one:
        yield one


@pytest.fixture
def page(browser, address):
    """A page on a projector; at the end nothing was logged and nobody else was asked."""
    page = Page(browser, address)
    yield page
    page.end()


def twin_of():
    """The same lab without a browser."""
    return opened({"policy": "baseline"}, {"policy": "digital_first", "journal": [[3, {"channel.drop_in_hours": 2}]]},
                  people=300, week=9)  # fmt: skip


def test_a_teacher_starts_steps_plays_and_begins_again(page):
    page.open("office=small&seed=1", week=0)
    page.page.click("text=One week")
    page.ready(1)
    page.page.select_option("header select >> nth=0", "10")
    page.page.click("text=Play")
    page.played_to(8)
    page.page.click("text=Pause")
    page.page.wait_for_timeout(500)
    week = page.page.inner_text("#week")
    page.page.wait_for_timeout(700)
    assert page.page.inner_text("#week") == week and week.startswith("week ")
    page.page.click("text=Start again")
    page.ready(0)
    assert page.page.inner_text("#week") == "before week 1"


def test_a_slider_moves_one_world_and_stands_in_the_address(page):
    """Door hours of B down to nothing in week 5: A stays, B's lever and the address say so."""
    page.open("office=small&seed=1&week=5", week=5)
    page.page.click("text=Levers")
    slider = page.page.locator("#lever-channel-drop_in_hours")
    slider.focus()
    slider.press("Home")
    page.page.wait_for_selector(".world.b .policy:has-text('Drop in hours 0')")
    assert "Drop in hours" not in page.page.inner_text(".world.a h2")
    page.page.click("text=world A")
    assert page.page.locator("#lever-channel-drop_in_hours").input_value() == "9"
    page.address_has("j=b@5.channel.drop_in_hours=0")
    page.shot("levers")
    assert page.against_wcag() == []


def test_two_policies_are_compared_and_a_shared_address_shows_the_same(page, browser, address):
    page.open("office=small&people=300&seed=3&week=6", week=6)
    page.page.click("text=Office and policies")
    page.page.select_option("#policy-B", "ips")
    page.page.wait_for_selector(".world.b .policy:has-text('Ips')")
    assert page.against_wcag() == []
    page.shot("settings")
    page.page.click("dialog >> text=Close")
    page.page.click("text=Show the difference")
    page.page.click("text=One week")
    page.ready(7)
    page.page.click("#foot summary >> nth=0")
    here = [page.rows(0), page.rows(1)]
    page.page.wait_for_timeout(300)
    other = Page(browser, address)
    other.open(page.page.url.partition("#")[2], week=7)
    other.page.click("#foot summary >> nth=0")
    assert [other.rows(0), other.rows(1)] == here
    assert here[0] != here[1]
    assert other.page.is_checked("#foot .check input")
    other.end()


def test_weeks_and_picture_are_taken_along(page):
    """A row a world and week, as the books have them; and a picture that is one."""
    page.open(TWO, week=9)
    page.page.click("text=Office and policies")
    with page.page.expect_download() as csv:
        page.page.click("text=Download the weeks (CSV)")
    head, *rows = csv.value.path().read_text(encoding="utf-8").splitlines()
    told = [dict(zip(head.split(","), row.split(","), strict=True)) for row in rows]
    weeks = [(each, str(week)) for each in "AB" for week in range(1, 10)]
    assert [(row["world"], row["week"]) for row in told] == weeks
    worlds = twin_of().worlds
    in_work = [int(counts[Status.EMPLOYED]) for world in worlds for counts in world.counts]
    assert [int(row["employed"]) for row in told] == in_work
    stress = np.concatenate([world.run.books["stress"] for world in worlds])
    assert [float(row["stress"]) for row in told] == pytest.approx(100.0 * stress, abs=1e-3)
    with page.page.expect_download() as png:
        page.page.click("text=Download the picture (PNG)")
    assert png.value.path().read_bytes().startswith(b"\x89PNG")


def test_a_shock_and_a_twin_are_a_button_each(page):
    page.open(TWO, week=9)
    page.page.click("text=Levers")
    page.page.click(".shocks >> text=Recession")
    page.address_has("a@9.shock.recession_week=9", "b@9.shock.recession_week=9")
    page.page.click("text=Make B a twin of A from here")
    page.address_has("b=baseline")
    page.page.click("#foot summary >> nth=0")
    assert page.rows(0) == page.rows(1)


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_keeps_to_wcag_and_is_seen(page, scene, language):
    page.open(f"office=large&people=3000&seed=1&week=60&scene={scene}&language={language}"
              "&j=a@0.individualization.caseload=75;b@0.individualization.caseload=100", week=60)  # fmt: skip
    page.shot(f"{scene}_{language}")
    page.page.click("#foot summary >> nth=0")
    assert page.against_wcag() == []
    assert page.page.get_attribute("html", "lang") == language


def test_the_table_beside_the_portfolios_says_what_the_frame_says(page):
    page.open(TWO, week=9)
    page.page.click("#foot summary >> nth=0")
    for number, world in enumerate(twin_of().worlds):
        columns = columns_of(world)
        registered = (columns[0] >= Status.SEEKING) & (columns[0] <= Status.WAITING_FOR_HEALTH)
        for desk, row in enumerate(page.rows(number)):
            own = registered & (columns[1] == desk)
            talks, hollow = (own & (columns[6] & 1 > 0)).sum(), (own & (columns[3] >= 26)).sum()
            assert [row[0], row[2], row[3], row[6]] == [str(desk + 1), str(own.sum()), str(talks), str(hollow)]


def test_the_tables_of_the_other_scenes_say_what_the_frame_says(page):
    """Who asked and who again; who is where; shares of the hours; who is in work in one world only."""
    twin = twin_of()
    page.open(f"{TWO}&scene=counter", week=9)
    page.page.click("#foot summary >> nth=0")
    channels = head_of_frame(twin.worlds[1])["channels"]
    order = [5, 3, 2, 1, 0, 6]
    assert [[row[2], row[3], row[4]] for row in page.rows(1)] == [
        [str(channels[each][name]) for name in ("asked", "again", "refused")] for each in order
    ]
    page.open(f"{TWO}&scene=office", week=9)
    page.page.click("#foot summary >> nth=0")
    places = [int(row[1]) for row in page.rows(0)]
    assert places == [int((columns_of(twin.worlds[1])[0] == status).sum()) for status in (1, 2, 3, 4, 5, 6)]
    page.open(f"{TWO}&scene=time", week=9)
    page.page.click("#foot summary >> nth=0")
    assert sum(float(row[2]) for row in page.rows(0)) == pytest.approx(100.0, abs=0.3)
    page.open(f"{TWO}&scene=lives", week=9)
    page.page.click("#foot summary >> nth=0")
    at_work = [set(each.everybody[each.places == Status.EMPLOYED].tolist()) for each in twin.worlds]
    counted = np.array([[int(cell) for cell in row[1:]] for row in page.rows(0)]).sum(axis=0)
    assert [counted[0], counted[2]] == [len(at_work[0] - at_work[1]), len(at_work[1] - at_work[0])]


def test_a_case_is_opened_by_keyboard_and_by_click(page):
    """Enter on a name, Escape, a click on a square and a click on a bar."""
    page.open(TWO, week=9)
    page.page.click("#foot summary >> nth=1")
    page.page.locator(".list .cases button").first.focus()
    page.page.keyboard.press("Enter")
    page.page.wait_for_selector("dialog .of", timeout=60_000)
    name = page.page.inner_text("#dialog-title")
    assert name.startswith("The case of ")
    assert page.against_wcag() == []
    page.shot("story")
    page.page.keyboard.press("Escape")
    assert not page.page.is_visible("dialog")
    page.page.click("#foot summary >> nth=1")
    box = page.page.locator("canvas").first.bounding_box()
    page.page.mouse.click(box["x"] + 10, box["y"] + 12)
    page.page.wait_for_selector("dialog table.hours", timeout=60_000)
    assert page.against_wcag() == []
    page.shot("desk")
    page.page.locator("dialog .cases button").first.click()
    page.page.wait_for_selector("dialog:has-text('The case of')", timeout=60_000)


def test_the_language_is_switched_and_the_lab_stays(page):
    page.open(TWO, week=9)
    page.page.select_option("#language", "nb")
    page.page.wait_for_selector("text=Porteføljer")
    page.ready(9)
    page.address_has("language=nb", "b@3.channel.drop_in_hours=2")
    for english in ("Play", "week ", "Levers", "Show the difference"):
        assert english not in page.page.inner_text("body"), english


@pytest.mark.parametrize("size", [PROJECTOR, TABLET, PHONE])
def test_nothing_runs_over_the_edge(browser, address, size):
    """Also with levers out, on a projector, a tablet held upright and a phone, æøå and all."""
    page = Page(browser, address, size)
    for scene in SCENES:
        page.open(f"office=average&seed=1&week=12&language=nb&scene={scene}", week=12)
        assert page.page.evaluate("document.documentElement.scrollWidth") <= size[0], scene
        if size == PHONE:
            page.shot(f"phone_{scene}", full=True)
    page.page.click("text=Spaker")
    assert page.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.against_wcag() == []
    page.end()


def test_who_wants_no_motion_gets_none(browser, address):
    """A week jumps: the first picture after it is the last."""
    page = Page(browser, address, reduced_motion="reduce").open(TWO, week=9)
    page.page.click("text=One week")
    page.ready(10)
    first = page.page.locator("canvas").first.screenshot()
    page.page.wait_for_timeout(700)
    assert page.page.locator("canvas").first.screenshot() == first
    page.end()


def test_a_hand_made_address_is_told_in_a_sentence_and_the_way_back_is_open(page):
    page.open("office=small&seed=1&week=2", week=2)
    page.page.evaluate("location.hash = '#office=castle&seed=1'")
    page.page.wait_for_selector("#status:has-text('office is')")
    page.page.evaluate("location.hash = '#office=small&seed=1&week=3'")
    page.ready(3)


def test_a_server_that_ends_is_told_and_found_again(browser):
    """The page waits, says so, and goes on where it was when the lab is back."""
    with served() as where:
        page = Page(browser, where).open("office=small&seed=1&week=4", week=4)
    page.page.wait_for_selector("#status:has-text('connection was lost')")
    with served(port=where.rpartition(":")[2]):
        page.ready(4)
        page.page.click("text=One week")
        page.ready(5)
    page.context.close()


@pytest.mark.speed
def test_the_first_picture_and_each_week_come_at_once(browser, address, capsys):
    """First paint within .5 s; a week of two worlds of 3 000 people drawn within 100 ms, from the button on."""
    page = Page(browser, address).open("office=large&people=3000&seed=1&week=1", week=1)
    page.open("office=large&people=3000&seed=1&week=26", week=26)
    paint = page.page.evaluate("performance.getEntriesByName('first-paint')[0].startTime")
    for week in range(27, 57):
        page.page.click("text=One week")
        page.ready(week)
    drawn = page.page.evaluate("performance.getEntriesByName('step').map((one) => one.duration)")
    middle, late = np.percentile(drawn, [50, 95])
    with capsys.disabled():
        print(f"\nfirst paint {paint:.0f} ms; a week drawn in {middle:.0f} ms, p95 {late:.0f}, {len(drawn)} weeks")
    page.end()
    assert paint < 500.0
    assert middle < 100.0
