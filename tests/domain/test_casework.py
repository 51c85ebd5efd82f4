"""What was recorded here stands until the centre has heard of it, and no longer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.domain import casework
from clerk_app.domain.case_bodies import CaseHanded, CaseMoved, RequestSupplemented, RequestWithdrawn
from clerk_app.domain.casework import CaseWork
from clerk_app.domain.requests import CentreState

CALL = CaseMoved(base_version=4, state="neuredan_dopuna", clerk="o", missing=("извод",), supplement_by="2026-12-01")


WORK = (
    CALL,
    CaseHanded(base_version=4, to="b", clerk="o"),
    RequestSupplemented(base_version=4, received_local="2026-11-23T09:00:00+01:00", clerk="o"),
    RequestWithdrawn(received_local="2026-11-23T09:00:00+01:00", clerk="o"),
)


@pytest.mark.parametrize("body", WORK)
def test_the_history_names_the_clerk_as_far_as_the_entry_does(
    body: CaseMoved | CaseHanded | RequestSupplemented | RequestWithdrawn,
) -> None:
    assert casework.params_of(body)["clerk"] == "o"
    assert casework.params_of(replace(body, clerk_name="Огњен Моделић"))["clerk"] == "Огњен Моделић"


def test_nothing_is_said_where_nobody_did_anything() -> None:
    assert casework.heard(None, CentreState(version=3, state="zaveden")) is None


def test_a_call_stands_on_top_until_the_centre_knows_more() -> None:
    work = casework.recorded(CaseWork(), CALL, "u_radu")
    assert (work.pending, work.told, work.missing) == ("neuredan_dopuna", "u_radu", ("извод",))
    kept = casework.heard(work, CentreState(version=4, state="u_radu", handler="h"))
    assert kept is not None
    assert (kept.pending, kept.supplement_by, kept.handler) == ("neuredan_dopuna", "2026-12-01", "h")
    told = casework.heard(work, CentreState(version=5, state="u_radu", state_version=5))
    assert told is None


def test_a_second_step_keeps_what_the_centre_said_before_the_first() -> None:
    work = casework.recorded(CaseWork(), CALL, "u_radu")
    again = casework.recorded(work, CaseMoved(base_version=4, state="odbacen", clerk="o"), "neuredan_dopuna")
    assert (again.pending, again.told, again.missing) == ("odbacen", "u_radu", ())


def test_a_hand_over_stands_until_the_centre_names_a_handler_after_it() -> None:
    work = casework.recorded(CaseWork(), CaseHanded(base_version=4, to="b", to_name="Б", clerk="o"), "u_radu")
    kept = casework.heard(work, CentreState(version=4, handler="a"))
    assert kept is not None
    assert kept.handler == "b"
    told = casework.heard(work, CentreState(version=5, handler="c", handler_version=5))
    assert told is not None
    assert told.handler == "c"


def test_who_gave_up_has_given_up() -> None:
    gone = RequestWithdrawn(received_local="2026-11-23T09:00:00+01:00", clerk="o")
    work = casework.heard(casework.recorded(CaseWork(), gone, "u_radu"), CentreState(version=9))
    assert work is not None
    assert work.withdrawn


def test_the_history_says_how_much_was_brought() -> None:
    brought = RequestSupplemented(
        base_version=1, received_local="2026-11-23T09:00:00+01:00", clerk="o", form={"a.b": "c"}, seen=("x", "y")
    )
    assert casework.params_of(brought) == {"fields": "1", "papers": "2", "note": "", "clerk": "o"}
    assert casework.params_of(object()) == {}
