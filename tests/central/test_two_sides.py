"""The table of decision 18 at the centre: two sides of one request, and what becomes of each pair."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from clerk_app.central.schema import REQUEST
from clerk_app.contract import canonical
from clerk_app.contract.answers import Findings, Result
from clerk_app.contract.cases import Amended
from clerk_app.domain.bodies import EnclosureRef, RequestAnnulled, RequestCorrected
from clerk_app.domain.case_bodies import CaseMoved, RequestSupplemented, RequestWithdrawn
from tests.central.conftest import Running
from tests.central.test_casework import HANDLER, LOCAL, Office, Speaking, begun, handed, moved
from tests.support.lone_desk import Caller

A, B, SPECIAL = "claim.kind", "claim.account", "members[0].income"
FORM = {A: "first", B: "1", SPECIAL: "10000"}


@pytest.fixture
def two(shared: Running) -> Iterator[Office]:
    """A request of the first desk, with values; both desks know it."""
    one = shared.clerk()
    other = shared.clerk(*HANDLER, office=one.office)
    with Caller(shared.url, one.anchor) as first, Caller(shared.url, other.anchor) as second:
        office = begun(Speaking(one, first), Speaking(other, second), service="child-allowance", form=FORM)
        office.second.heard()
        yield office


def corrected(base: int, resolves: tuple[int, ...] = (), **form: str) -> RequestCorrected:
    return RequestCorrected(
        base_version=base, form={_NAMES[name]: value for name, value in form.items()}, resolves=resolves
    )


_NAMES = {"a": A, "b": B, "special": SPECIAL}


def brought(base: int, *files: str, **form: str) -> RequestSupplemented:
    refs = tuple(EnclosureRef(sha256=one * 64, size=9, media_type="image/png", title=one) for one in files)
    named = {_NAMES[name]: value for name, value in form.items()}
    return RequestSupplemented(base_version=base, received_local=LOCAL, clerk="m", form=named, enclosures=refs)


def outcomes(results: list[Result]) -> list[tuple[str, str]]:
    return [(one.outcome, one.code) for one in results]


def form_of(shared: Running, about: bytes) -> dict[str, str]:
    with shared.central.parts.database.read() as connection:
        raw = connection.execute(select(REQUEST.c.form).where(REQUEST.c.subject == about)).scalar_one()
    return canonical.decode(raw.encode(), dict[str, str])


def found(two: Office) -> list[str]:
    told = [change for change in two.first.heard() if change.kind == "findings"]
    return [one["code"] for change in told for one in canonical.decode(change.body, Findings).findings]


def test_other_fields_both_stand(two: Office, shared: Running) -> None:
    assert two.second.send("request.corrected", corrected(two.version, a="renewal"), two.about) == []
    assert two.first.send("request.corrected", corrected(two.version, b="2"), two.about) == []
    assert form_of(shared, two.about) == {A: "renewal", B: "2", SPECIAL: "10000"}


def test_the_same_value_is_agreed(two: Office) -> None:
    assert two.second.send("request.corrected", corrected(two.version, a="renewal"), two.about) == []
    assert two.first.send("request.corrected", corrected(two.version, a="renewal"), two.about) == []


def test_the_same_field_otherwise_is_held_whole_with_what_stands_there(two: Office, shared: Running) -> None:
    two.second.send("request.corrected", corrected(two.version, a="renewal"), two.about)
    (result,) = two.first.send("request.corrected", corrected(two.version, a="other", b="2"), two.about)
    assert (result.outcome, result.code, result.params["fields"]) == ("held", "conflict", A)
    assert result.params[f"current.{A}"] == "renewal"
    assert form_of(shared, two.about)[B] == "1"


def test_a_choice_is_taken_and_what_it_replaces_is_done_with(two: Office, shared: Running) -> None:
    two.second.send("request.corrected", corrected(two.version, a="renewal"), two.about)
    (result,) = two.first.send("request.corrected", corrected(two.version, a="other", b="2"), two.about)
    base = int(result.params["version"])
    assert two.first.send("request.corrected", corrected(base, (result.seq,), a="other", b="2"), two.about) == []
    assert form_of(shared, two.about) == {A: "other", B: "2", SPECIAL: "10000"}
    held = two.first.desk.entries[result.seq - 1]
    two.first.caller.send(two.first.desk, two.first.desk.cut(held))
    told = two.first.caller.answer(two.first.desk, 0, two.first.have).results
    assert outcomes(told) == [("accepted", "resolved")]


def test_a_choice_beside_what_it_replaces_in_one_parcel_says_so(two: Office) -> None:
    two.second.send("request.corrected", corrected(two.version, a="renewal"), two.about)
    desk = two.first.desk
    late = desk.write("request.corrected", corrected(two.version, a="late"), two.about)
    choice = desk.write("request.corrected", corrected(99, (late.header.seq,), a="late"), two.about)
    two.first.caller.send(desk, desk.cut(late, choice))
    told = two.first.caller.answer(desk, 0, two.first.have).results
    assert [(one.seq, one.outcome, one.code) for one in told] == [(late.header.seq, "accepted", "resolved")]


def test_what_changed_once_more_is_another_conflict(two: Office) -> None:
    two.second.send("request.corrected", corrected(two.version, a="renewal"), two.about)
    (result,) = two.first.send("request.corrected", corrected(two.version, a="other"), two.about)
    two.second.send("request.corrected", corrected(99, a="again"), two.about)
    base = int(result.params["version"])
    (once_more,) = two.first.send("request.corrected", corrected(base, (result.seq,), a="other"), two.about)
    assert (once_more.code, once_more.params[f"current.{A}"]) == ("conflict", "again")


def test_of_one_desk_the_later_entry_counts_in_whichever_order_they_come(two: Office, shared: Running) -> None:
    desk = two.first.desk
    earlier = desk.write("request.corrected", corrected(two.version, a="earlier", b="2"), two.about)
    later = desk.write("request.corrected", corrected(two.version, a="later"), two.about)
    two.first.caller.send(desk, desk.cut(later), desk.cut(earlier))
    assert form_of(shared, two.about) == {A: "later", B: "2", SPECIAL: "10000"}


def test_a_special_field_of_another_is_a_conflict_whatever_the_version_and_its_value_is_not_told(
    two: Office, shared: Running
) -> None:
    (result,) = two.second.send("request.corrected", corrected(99, special="2"), two.about)
    assert (result.code, result.params["fields"]) == ("conflict", SPECIAL)
    assert f"current.{SPECIAL}" not in result.params
    base = int(result.params["version"])
    assert two.second.send("request.corrected", corrected(base, (result.seq,), special="2"), two.about) == []
    (told,) = (change for change in two.first.heard() if change.kind == "amended")
    amended = canonical.decode(told.body, Amended)
    assert (amended.form, amended.hidden, amended.entry) == ({}, (SPECIAL,), result.seq + 1)
    (result,) = two.first.send("request.corrected", corrected(99, special="3"), two.about)
    assert result.params[f"current.{SPECIAL}"] == "2"


def test_a_supplement_is_taken_but_for_what_somebody_else_wrote(two: Office, shared: Running) -> None:
    two.second.send("request.corrected", corrected(two.version, a="renewal"), two.about)
    assert two.first.send("request.supplemented", brought(two.version, a="other", b="2"), two.about) == []
    assert form_of(shared, two.about) == {A: "renewal", B: "2", SPECIAL: "10000"}
    assert "brought_otherwise" in found(two)


@pytest.mark.parametrize("entry", ["request.corrected", "request.supplemented"])
def test_what_comes_after_the_end_is_taken_and_noted(two: Office, shared: Running, entry: str) -> None:
    for state in ("u_radu", "resen_usvojen"):
        assert two.second.send("case.moved", moved(99, state), two.about) == []
    body = corrected(two.version, b="2") if entry == "request.corrected" else brought(two.version, b="2")
    assert two.first.send(entry, body, two.about) == []
    assert form_of(shared, two.about)[B] == "2"
    assert "changed_after_end" in found(two)


@pytest.mark.parametrize("first", ["moved", "handed", "withdrawn"])
def test_what_is_no_form_and_a_change_of_the_form_both_stand(two: Office, shared: Running, first: str) -> None:
    bodies: dict[str, tuple[str, object]] = {
        "moved": ("case.moved", moved(two.version, "u_radu")),
        "handed": ("case.handed", handed(two.version, "ogi")),
        "withdrawn": ("request.withdrawn", RequestWithdrawn(received_local=LOCAL, clerk="m")),
    }
    assert two.second.send(*bodies[first], two.about) == []
    assert two.first.send("request.corrected", corrected(two.version, a="other"), two.about) == []
    assert form_of(shared, two.about)[A] == "other"


def test_two_withdrawals_agree_and_a_step_stands_beside_one(two: Office) -> None:
    for desk in (two.first, two.second):
        assert desk.send("request.withdrawn", RequestWithdrawn(received_local=LOCAL, clerk="m"), two.about) == []
    assert two.second.send("case.moved", moved(two.version, "u_radu"), two.about) == []


def test_papers_of_both_stay_also_with_a_withdrawal(two: Office) -> None:
    two.second.send("request.withdrawn", RequestWithdrawn(received_local=LOCAL, clerk="m"), two.about)
    assert two.first.send("request.supplemented", brought(two.version, "a", "b"), two.about) == []
    assert two.second.send("request.supplemented", brought(two.version, "b", "c"), two.about) == []
    told = [change for change in two.first.heard() if change.kind == "supplemented"]
    titles = [canonical.decode(change.body, dict)["enclosures"] for change in told]
    assert titles == [["a", "b"], ["b", "c"]]


@pytest.mark.parametrize(
    ("entry", "body"),
    [
        ("request.corrected", corrected(1, a="other")),
        ("request.supplemented", brought(1, a="other")),
        ("case.moved", CaseMoved(base_version=1, state="u_radu", clerk="o")),
    ],
)
def test_nothing_changes_what_was_annulled(two: Office, entry: str, body: object) -> None:
    two.first.send("request.annulled", RequestAnnulled(reason="грешка", clerk="mprimeric"), two.about)
    assert outcomes(two.second.send(entry, body, two.about)) == [("refused", "already_annulled")]
