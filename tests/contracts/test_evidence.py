"""The evidence register is the one that the code would make."""

from experiments.documentation import evidence_register
from sim.declare import numbers
from sim.parameters import Parameters


def test_the_register_is_up_to_date():
    remedy = "python -m experiments.documentation.evidence_register writes it anew"
    assert evidence_register.PAGE.read_text(encoding="utf-8") == evidence_register.page(), remedy


def test_every_number_stands_under_its_grade_with_its_source():
    chapters = {part.partition("\n")[0].lower(): part for part in evidence_register.page().split("\n## ")}
    for one in numbers(Parameters):
        (line,) = [line for line in chapters[one.grade].splitlines() if line.startswith(f"| `{one.path}` |")]
        assert line.endswith(f"| {one.source} |")


def test_what_is_fitted_and_what_is_theory_is_told_apart():
    fitted, theory = evidence_register.page().split("\n## What calibration says")[1].split("\n## Theory-driven")
    assert all((f"| `{one.path}` |" in fitted) == bool(one.fit) for one in numbers(Parameters))
    assert "| `organisation.lean` | LEAN |" in theory and "| `channel.phone_hours` | channel strategy |" in theory
    assert "individualization.caseload" not in theory
