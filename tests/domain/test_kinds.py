"""The kinds of entries: each has a body of its own, and each that concerns a case has its words and its right."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from clerk_app.central.judging import CHANGING
from clerk_app.central.verdicts import ACTIVITIES_OF
from clerk_app.domain.eid_bodies import EID_KINDS
from clerk_app.domain.kinds import KINDS

OF_THE_DESK = {"desk.enrolled", "looks.committed", "bodies.erased", "index.reported"}
BY_ITSELF = {"act.upgraded"}  # about a case, though no clerk does it


def test_every_kind_has_a_body_of_its_own() -> None:
    assert all(is_dataclass(body) for body in KINDS.values())
    assert len(set(KINDS.values())) == len(KINDS)
    assert all(kind.count(".") == 1 and kind == kind.lower() for kind in KINDS)


def test_the_centre_asks_for_a_right_for_all_but_the_desks_own() -> None:
    assert set(KINDS) - set(ACTIVITIES_OF) == OF_THE_DESK | BY_ITSELF


def test_the_centre_knows_every_kind_that_changes_a_request() -> None:
    assert set(CHANGING) == set(KINDS) - OF_THE_DESK - set(EID_KINDS) - {
        "request.received",
        "receipt.printed",
        "rating.given",
    }


def test_whoever_works_on_a_case_is_named_as_people_call_them() -> None:
    bodies = {kind: {field.name for field in fields(body)} for kind, body in KINDS.items() if kind not in EID_KINDS}
    assert [kind for kind, names in bodies.items() if "clerk" in names and "clerk_name" not in names] == []
