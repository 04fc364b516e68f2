"""Whatever people read of has a label, in English and in Norwegian."""

import re

from analysis.language import catalogue, written_in
from analysis.naming import category_label, grouping_label, outcome_label, unit_label
from sim.outcomes import GROUPINGS, OUTCOMES
from sim.terms import LABELS


def test_every_outcome_category_and_unit_has_its_norwegian():
    declared = [label for labels in LABELS.values() for label in labels.values()]
    for outcome in OUTCOMES:
        declared += [outcome.label, outcome.unit, outcome.theme]
    assert set(declared) - set(catalogue("nb")) - {"effort"} == set()


def test_every_category_of_a_kind_that_has_labels_has_one_and_no_two_are_alike():
    for kind, labels in LABELS.items():
        assert list(labels) == [member.name for member in kind]
        assert len(set(labels.values())) == len(labels)
    assert set(GROUPINGS.values()) <= set(LABELS)


def test_no_two_outcomes_have_the_same_label_and_none_is_a_code():
    labels = [outcome.label for outcome in OUTCOMES]
    assert len(set(labels)) == len(labels)
    assert not [label for label in labels if re.search(r"_|[A-Z]{4}", label)]


def test_kari_reads_of_needs_groups_in_words():
    assert outcome_label("employed_at_52_weeks:GODE_MULIGHETER") == "in work after 52 weeks, good opportunities"
    assert outcome_label("my_own_result") == "my own result"
    assert (category_label("n_barriers", "THREE_OR_MORE"), category_label("age", "all")) == (
        "three or more", "everybody",
    )  # fmt: skip
    with written_in("nb"):
        assert outcome_label("trust:LITEN_MULIGHET_TIL_A_JOBBE") == "tillit til NAV, liten mulighet til å jobbe"
        assert (grouping_label("needs_group"), unit_label("NOK"), unit_label("share")) == ("innsatsgruppe", "kr", "%")
