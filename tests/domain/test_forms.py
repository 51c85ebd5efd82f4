"""Forms show, compute and warn as their definition says, and take any text."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain import forms
from clerk_app.domain.bodies import FormValues
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.lookups import Labels
from tests.domain.services import stall

TODAY = "2026-11-23"


def codes(given: FormValues) -> set[tuple[str, str]]:
    return {(finding.where, finding.code) for finding in forms.fill(stall(), given, TODAY).findings}


def keys(given: FormValues) -> list[str]:
    state = forms.fill(stall(), given, TODAY)
    return [field.key for section in state.sections for row in section.rows for field in row]


def test_what_is_missing_stands_at_its_field() -> None:
    assert codes({}) == {("place.kind", "required_missing")}


def test_a_hidden_field_is_neither_asked_nor_kept() -> None:
    assert "place.note" not in keys({"place.kind": "stall", "place.note": "old"})
    assert "place.note" not in forms.fill(stall(), {"place.kind": "stall", "place.note": "old"}, TODAY).values
    assert codes({"place.kind": "other"}) == {("place.note", "required_missing")}


def test_a_hidden_section_counts_as_empty() -> None:
    given = {"goods[0].name": "јабуке", "goods[0].price": "10,00"}
    shown = forms.fill(stall(), given | {"place.kind": "stall"}, TODAY)
    hidden = forms.fill(stall(), given | {"place.kind": "other"}, TODAY)
    assert [section.section.code for section in shown.sections] == ["place", "goods"]
    assert [section.section.code for section in hidden.sections] == ["place"]
    assert not any(key.startswith("goods") for key in hidden.values)


def test_rows_reach_to_the_highest_that_is_filled() -> None:
    assert forms.rows_of(stall().sections[1], {}) == 0
    assert forms.rows_of(stall().sections[1], {"goods[2].name": "x"}) == 3
    assert forms.rows_of(stall().sections[1], {"goods[7].name": "x"}) == 0
    assert ("goods[0].name", "required_missing") in codes({"goods[1].name": "x"})


def test_computed_values_follow_what_was_typed() -> None:
    given = {
        "place.from": "1.12.2026",
        "place.to": "11.12.2026",
        "goods[0].price": "1,50",
        "goods[1].price": "2",
        "place.total": "typed over",
    }
    state = forms.fill(stall(), given, TODAY)
    assert state.values["place.days"] == "10"
    assert state.values["place.total"] == "3,50"
    assert state.values["place.from"] == "2026-12-01"


def test_findings_stand_at_their_fields() -> None:
    given = {
        "place.kind": "стан",
        "place.jmbg": "123",
        "place.from": "22.11.2026",
        "place.to": "31.2.2026",
        "place.area": "0,1",
        "goods[0].name": "а\u200bб",
        "goods[0].price": "2000",
    }
    assert codes(given) == {
        ("place.kind", "choice_unknown"),
        ("place.jmbg", "jmbg_form"),
        ("place.from", "date_too_early"),
        ("place.to", "date_impossible"),
        ("place.area", "number_too_small"),
        ("goods[0].name", "hidden_characters"),
        ("goods[0].price", "rule_broken"),
    }


def test_a_broken_rule_speaks_the_words_of_the_definition() -> None:
    given = {"place.kind": "stall", "place.from": "2.12.2026", "place.to": "1.12.2026"}
    service = stall()
    finding = next(f for f in forms.fill(service, given, TODAY).findings if f.code == "rule_broken")
    assert finding.where == "place.to"
    message = forms.rule_message(service, finding)
    assert message is not None
    assert message.sr == "order"


def test_filling_what_was_filled_changes_nothing() -> None:
    given = {"place.kind": "stall", "place.from": "2.12.2026", "place.to": "5.12.2026", "place.area": "2.5"}
    once = forms.fill(stall(), given, TODAY)
    assert forms.fill(stall(), once.values, TODAY) == once


KEYS = [
    "place.kind",
    "place.note",
    "place.jmbg",
    "place.from",
    "place.area",
    "goods[0].price",
    "goods[4].name",
    "no.such",
]


@given(st.dictionaries(st.sampled_from(KEYS), st.text(max_size=300)))
def test_any_text_can_stand_in_any_field(given: FormValues) -> None:
    state = forms.fill(stall(), given, TODAY)
    assert forms.fill(stall(), state.values, TODAY).values == state.values


def test_a_pasted_page_is_kept_and_noted() -> None:
    state = forms.fill(stall(), {"place.kind": "other", "place.note": "a" * 10_000}, TODAY)
    assert len(state.values["place.note"]) == 10_000
    assert [finding.code for finding in state.findings] == ["too_long"]


def street(value: str, labels: Labels) -> forms.FieldState:
    field = replace(stall().sections[0].fields[0], code="street", type="lookup", list="streets", choices=())
    service = replace(stall(), sections=(replace(stall().sections[0], fields=(field,)),), rules=())
    assert forms.looked_up(service, {"place.street": f" {value}"}) == ({("streets", value)} if value else set())
    state = forms.fill(service, {"place.street": value}, TODAY, labels)
    assert state.values == ({"place.street": value} if value else {})
    return state.sections[0].rows[0][0]


def test_a_value_of_a_list_has_its_label() -> None:
    label = Wording(sr="Узорна")
    state = street("0007", {("streets", "0007"): label})
    assert (state.label, state.findings) == (label, ())


def test_a_value_that_is_not_in_the_list_stays_with_a_finding() -> None:
    state = street("нека", {("streets", "нека"): None})
    assert (state.value, [finding.code for finding in state.findings]) == ("нека", ["not_in_list"])


def test_where_the_list_is_not_here_nothing_is_said_of_a_value() -> None:
    assert street("нека", {}).findings == ()
    assert "not_in_list" not in {finding.code for finding in street("", {("streets", ""): None}).findings}
