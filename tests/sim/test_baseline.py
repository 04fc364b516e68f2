"""Nothing moves results unseen: small settings come to what they came to before."""

import pytest
import yaml

from tests.baseline import FILE, SETTINGS, main, reasons, sums

KEPT = yaml.safe_load(FILE.read_text(encoding="utf-8"))
NEARLY = 1e-9  # relative; other processors round the last digits otherwise


@pytest.fixture(scope="module")
def now():
    """The sums as they are now."""
    return sums()


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_setting_comes_to_what_it_came_to(setting, now):
    """Moved on purpose? Say why in CHANGELOG.md, marked [results], and make it anew with `python -m tests.baseline`."""
    assert list(now[setting]) == list(KEPT[setting])
    moved = {
        name: (was, now[setting][name])
        for name, was in KEPT[setting].items()
        if now[setting][name] != pytest.approx(was, rel=0 if isinstance(was, int) else NEARLY, abs=0)
    }
    assert moved == {}


def test_the_changelog_says_why_the_baseline_is_as_it_is():
    assert any(KEPT["because"] in entry for entry in reasons())


def test_the_baseline_is_not_made_anew_without_a_reason(capsys):
    assert main([]) == 2 and main(["a reason that nobody has written down"]) == 2
    assert "[results]" in capsys.readouterr().out
