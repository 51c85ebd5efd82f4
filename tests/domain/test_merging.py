"""Two sides compared, and what a choice writes."""

from __future__ import annotations

from clerk_app.domain.amendments import FormTold
from clerk_app.domain.bodies import RequestCorrected
from clerk_app.domain.case_bodies import RequestSupplemented
from clerk_app.domain.case_file import CaseFile, Change, Way
from clerk_app.domain.merging import Choice, Conflict, Merge, MergeRow, conflict_of, resolution, three_way
from clerk_app.domain.requests import Happening
from tests.support.lone_desk import received

HELD, WAITING = Way(mark="held", code="conflict"), Way(mark="waiting")
RECEIVED = Happening(seq=1, at=1, subject=b"s", body=received("A1", 1, form={"x": "old", "y": "old"}))


def corrected(seq: int, base: int = 2, **form: str) -> Happening:
    return Happening(seq=seq, at=seq, subject=b"s", body=RequestCorrected(base_version=base, form=form))


def told(version: int, hidden: tuple[str, ...] = (), **form: str) -> Change:
    return Change(version=version, kind="amended", body=FormTold(at=100 + version, desk="B2", form=form, hidden=hidden))


def conflict(seq: int = 2, version: int = 3, **current: str) -> Conflict:
    return Conflict(seq=seq, version=version, fields=frozenset(current), current=current)


def compared(
    own: list[Happening], forms: list[Change], conflicts: list[Conflict], version: int = 3, **ways: Way
) -> Merge:
    numbered = {int(name[1:]): way for name, way in ways.items()}
    case = CaseFile(subject=b"s", desk="A1", own=(RECEIVED, *own), forms=tuple(forms), ways=numbered)
    merge = three_way(case, conflicts, version)
    assert merge is not None
    return merge


def row(merge: Merge, field: str) -> MergeRow:
    return next(one for one in merge.rows if one.field == field)


def test_an_answer_of_the_centre_is_read() -> None:
    params = {"fields": "a.b,c", "version": "7", "current.a.b": "there"}
    assert conflict_of(4, params) == Conflict(
        seq=4, version=7, fields=frozenset({"a.b", "c"}), current={"a.b": "there"}
    )
    assert conflict_of(4, {}) == Conflict(seq=4, version=0, fields=frozenset(), current={})


def test_overlaps_come_first_then_ours_then_theirs() -> None:
    merge = compared(
        [corrected(2, x="mine", y="mine")], [told(3, x="theirs", z="theirs")], [conflict(x="theirs")], _2=HELD
    )
    assert [(one.field, one.overlap, one.usual) for one in merge.rows] == [
        ("x", True, "here"), ("z", False, "centre"), ("y", False, "here"),
    ]  # fmt: skip
    x = row(merge, "x")
    assert (x.before, x.here.value, x.centre.value, x.centre.at, x.centre.desk) == ("old", "mine", "theirs", 103, "B2")
    assert (merge.conflicts, merge.resolves, merge.base, merge.centre, merge.ours) == ((2,), (2,), 3, 3, 2)


def test_nothing_is_written_while_an_overlap_is_open_and_every_field_when_none_is() -> None:
    merge = compared(
        [corrected(2, x="mine", y="mine")], [told(3, x="theirs", z="theirs")], [conflict(x="theirs")], _2=HELD
    )
    assert resolution(merge, {}) is None
    assert resolution(merge, {"x": Choice("here")}) == {"x": "mine", "y": "mine"}
    assert resolution(merge, {"x": Choice("centre")}) == {"x": "theirs", "y": "mine"}
    chosen = {"x": Choice("third", "new"), "y": Choice("centre"), "z": Choice("here")}
    assert resolution(merge, chosen) == {"x": "new", "y": "old", "z": ""}


def test_what_was_changed_again_since_the_answer_is_an_overlap_too() -> None:
    forms = [told(3, x="theirs"), told(5, y="again")]
    merge = compared([corrected(2, x="mine", y="mine")], forms, [conflict(x="theirs")], version=5, _2=HELD)
    assert {one.field for one in merge.overlaps} == {"x", "y"}
    assert (merge.base, merge.centre) == (5, 5)


def test_while_the_changes_have_not_come_a_choice_stands_on_the_answer() -> None:
    merge = compared([corrected(2, x="mine")], [], [conflict(version=9, x="theirs")], version=2, _2=HELD)
    assert (merge.base, merge.centre) == (9, 9)
    two = compared(
        [corrected(2, x="mine"), corrected(3, y="mine")],
        [],
        [conflict(version=9, x="theirs"), conflict(3, 11, y="theirs")],
        version=2,
        _2=HELD,
        _3=HELD,
    )
    assert two.base == 9


def test_entries_that_wait_behind_are_part_of_this_side_and_of_what_is_replaced() -> None:
    own = [corrected(2, x="first"), corrected(3, x="second", y="second")]
    merge = compared(own, [told(3, x="theirs")], [conflict(x="theirs")], _2=HELD, _3=WAITING)
    assert row(merge, "x").here.value == "second"
    assert row(merge, "x").before == "old"
    assert merge.resolves == (2, 3)
    assert resolution(merge, {"x": Choice("centre")}) == {"x": "theirs", "y": "second"}


def test_what_a_later_own_entry_said_that_was_taken_is_settled() -> None:
    own = [corrected(2, x="mine", y="first"), corrected(3, y="second")]
    merge = compared(own, [told(3, x="theirs")], [conflict(x="theirs")], _2=HELD)
    assert [one.field for one in merge.rows] == ["x"]


def test_a_supplement_that_waits_is_shown_and_replaced_by_nothing() -> None:
    brought = RequestSupplemented(base_version=2, received_local="", clerk="o", form={"y": "brought"})
    own = [corrected(2, x="mine"), Happening(seq=3, at=3, subject=b"s", body=brought)]
    merge = compared(own, [told(3, x="theirs")], [conflict(x="theirs")], _2=HELD, _3=WAITING)
    assert row(merge, "y").here.value == "brought"
    assert merge.resolves == (2,)


def test_a_value_that_is_not_told_stays_at_the_centre_unless_ours_is_chosen() -> None:
    untold = Conflict(seq=2, version=3, fields=frozenset({"x"}), current={})
    merge = compared([corrected(2, x="mine")], [told(3, ("x",))], [untold], _2=HELD)
    assert not row(merge, "x").centre.known
    assert row(merge, "x").overlap
    assert resolution(merge, {"x": Choice("centre")}) == {}
    assert resolution(merge, {"x": Choice("here")}) == {"x": "mine"}


def test_where_both_wrote_the_same_there_is_nothing_to_choose() -> None:
    merge = compared([corrected(2, x="mine", y="same")], [told(3, y="same")], [conflict(x="theirs")], _2=HELD)
    assert [one.field for one in merge.overlaps] == ["x"]


def test_nothing_is_compared_where_nothing_is_held() -> None:
    case = CaseFile(subject=b"s", desk="A1", own=(RECEIVED, corrected(2, x="mine")), ways={2: WAITING})
    assert three_way(case, [], 3) is None
    assert three_way(case, [conflict(9, x="theirs")], 3) is None
