"""Debian's Chromium on the lab's page, with every way out of the machine cut."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from settings import HOME

SHOTS = HOME / "results" / "lab_shots"  # what each drill saw, to be looked at
AXE = HOME / "tests" / "helpers" / "axe_core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CUT = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
PROJECTOR, TABLET, PHONE = (1280, 720), (768, 1024), (390, 844)
PATIENCE = 60_000.0  # milliseconds; the first lab on a machine compiles


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser; the test is skipped where there is none, and fails where it must not be skipped."""
    program = shutil.which("chromium")
    if not program:
        reason = "there is no Chromium here; `tests/drills/chromium.sh install` brings it on Debian and Ubuntu"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", CUT])
        yield browser
        browser.close()


class Page:
    """One page of the lab, watched: what it logged, and where it asked."""

    def __init__(self, browser: Any, address: str, size: tuple[int, int] = PROJECTOR, **how: Any):
        self.address = address
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, bypass_csp=True, **how)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, lab: str = "office=small&seed=1", week: int | None = None) -> "Page":
        """Go to a lab's address, and wait until its worlds are there."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}/#{lab}")
        self.ready(week)
        return self

    def ready(self, week: int | None = None) -> None:
        """Wait until the worlds are there, before a week."""
        is_week = "" if week is None else f'[data-week="{week}"]'
        self.page.wait_for_selector(f'body[data-ready="true"]{is_week}', timeout=PATIENCE)

    def played_to(self, week: int) -> None:
        """Wait until a lab that plays has come so far."""
        for _ in range(600):
            if int(self.page.get_attribute("body", "data-week")) >= week:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"week {week} never came")

    def address_has(self, *parts: str) -> None:
        """Wait until the page's address says all this."""
        for _ in range(100):
            if all(part in self.page.url for part in parts):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"the address has not {parts}: {self.page.url}")

    def shot(self, name: str, *, full: bool = False) -> None:
        """Keep what is seen, when nothing moves any more."""
        self.page.wait_for_timeout(800)
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=full)

    def against_wcag(self) -> list[str]:
        """What axe-core finds against WCAG 2.2 AA: rule, what it says, and where."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        results = self.page.evaluate(f"axe.run(document, {{runOnly: {WCAG}, resultTypes: ['violations']}})")
        return [
            f"{rule['id']}: {rule['help']}: {node['html'][:160]}"
            for rule in results["violations"]
            for node in rule["nodes"]
        ]

    def rows(self, number: int = 0) -> list[list[str]]:
        """The cells of a table beside the picture, without its head."""
        table = self.page.locator("#foot .tables table").nth(number)
        table.wait_for()
        return [row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr").all()]

    def end(self) -> None:
        """Nothing was logged, and nobody else was asked."""
        self.context.close()
        assert self.complaints == []
        assert [url for url in self.asked if not url.startswith((self.address, "about:"))] == []
