"""Choosing between two sides, on a real desk file: what is recorded, what is closed with it, and who may."""

from __future__ import annotations

import pytest

from clerk_app.actions.merging import Merging
from clerk_app.contract import canonical
from clerk_app.contract.answers import Registered, Result
from clerk_app.contract.cases import Amended
from clerk_app.domain.bodies import RequestCorrected
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.domain.merging import Choice, Merge
from clerk_app.store.attention import DeskAttention
from clerk_app.store.case_files import DeskCaseFiles
from clerk_app.store.requests import DeskRequests
from tests.actions.counter import Counter, service
from tests.store.desk import DESK, answers, change, open_desk, person

X, Y = "claim.kind", "claim.account"


class Held:
    """A registered request of which the centre holds a correction: somebody else was first with ``X``."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        known = counter.knows(service("child-allowance"))
        received = counter.receive(known, person(1))
        self.subject, self.seq = received.view.subject, received.entry.header.seq
        counter.confirm_entries()
        self.tell(Registered(5, 2026, 11), 1, "registered")
        counter.attending.correct(self.subject, {X: "first", Y: "1"})
        self.tell(Amended(12, {X: "renewal"}, desk="B2"), 2, "amended")
        self.answer("conflict", current="renewal", version=2)
        self.merging = merging_of(counter)

    def tell(self, word: object, version: int, kind: str) -> None:
        self.counter.position += 1
        heard = change(self.counter.position, self.seq, version, word, kind=kind)
        self.counter.desk.outbox.apply(answers(position=self.counter.position, changes=[heard]))

    def answer(self, code: str, *, current: str, version: int, outcome: str = "held") -> int:
        """Everything is sent; the centre does not take the last entry. Gives its number."""
        cut = self.counter.desk.outbox.cut(1_000_000, self.counter.desk.micros())
        assert cut is not None
        seq = self.last
        params = {"fields": X, "version": str(version), f"current.{X}": current}
        said = Result(seq, outcome, code, params)  # type: ignore[arg-type]
        self.counter.desk.outbox.apply(answers(have=cut.first + len(cut.entries) - 1, results=[said]))
        return seq

    @property
    def last(self) -> int:
        return self.counter.bodies.entries(self.subject)[-1].header.seq

    @property
    def body(self) -> RequestCorrected:
        return canonical.decode(self.counter.bodies.entries(self.subject)[-1].body or b"", RequestCorrected)

    def open(self) -> Merge:
        merge = self.merging.open(self.subject)
        assert merge is not None
        return merge


def merging_of(counter: Counter) -> Merging:
    database = counter.desk.database
    outbox = DeskAttention(database, DESK)
    return Merging(
        sessions=counter.sessions,
        requests=DeskRequests(database, counter.desk.clock),
        files=DeskCaseFiles(database, DESK),
        outbox=outbox,
        steps=outbox,
        journal=counter.desk.journal,
    )


@pytest.fixture
def held(counter: Counter) -> Held:
    return Held(counter)


def test_both_sides_are_there_whatever_was_forgotten_since(held: Held) -> None:
    merge = held.open()
    assert [(row.field, row.here.value, row.centre.value) for row in merge.overlaps] == [(X, "first", "renewal")]
    assert (merge.conflicts, merge.base) == ((held.last,), 2)
    assert merging_of(held.counter).open(held.subject) == merge


def test_a_choice_takes_the_place_of_what_was_held_in_one_commit(held: Held) -> None:
    entry = held.last
    held.merging.resolve(held.open(), {X: Choice("centre")}, "  са личне  карте ")
    assert held.body == RequestCorrected(
        base_version=2, form={X: "renewal", Y: "1"}, note="са личне карте", resolves=(entry,)
    )
    assert held.counter.attending.items() == ()
    sent = held.counter.desk.outbox.cut(1_000_000, held.counter.desk.micros())
    assert sent is not None
    assert [one.header.seq for one in sent.entries] == [held.last]


def test_a_crash_before_the_commit_leaves_the_conflict_and_after_it_the_choice(held: Held, tmp_path) -> None:
    def dies(point: str) -> None:
        if point == "before_commit":
            raise KeyboardInterrupt

    held.counter.desk.journal._reached = dies
    with pytest.raises(KeyboardInterrupt):
        held.merging.resolve(held.open(), {X: Choice("here")})
    held.counter.desk.journal._reached = lambda _point: None
    assert held.open().conflicts == (held.last,)
    held.merging.resolve(held.open(), {X: Choice("here")})
    held.counter.desk.file.close()
    again = open_desk(held.counter.folder)
    rows = again.rows("SELECT state, code FROM desk_outbox ORDER BY seq")
    again.close()
    assert rows[-2:] == [("accepted", "resolved"), ("waiting", "")]


def test_what_changed_once_more_comes_back_with_the_earlier_choice(held: Held) -> None:
    held.merging.resolve(held.open(), {X: Choice("third", "other")})
    choice = held.answer("conflict", current="again", version=4)
    held.tell(Amended(14, {X: "again"}, desk="B2"), 4, "amended")
    merge = held.open()
    assert [(row.here.value, row.centre.value) for row in merge.overlaps] == [("other", "again")]
    assert (merge.conflicts, merge.resolves, merge.base) == ((choice,), (choice,), 4)
    assert [row.here.value for row in merge.rows if row.field == Y] == ["1"]


def test_an_entry_that_waits_behind_is_not_asked_about_a_second_time(held: Held) -> None:
    held.counter.attending.correct(held.subject, {X: "later"})
    behind = held.last
    assert held.counter.desk.outbox.cut(1_000_000, held.counter.desk.micros()) is None
    held.merging.resolve(held.open(), {X: Choice("here")})
    assert held.body.form[X] == "later"
    cut = held.counter.desk.outbox.cut(1_000_000, held.counter.desk.micros())
    assert cut is not None
    assert [entry.header.seq for entry in cut.entries] == [behind, held.last]
    said = Result(behind, "held", "conflict", {"fields": X, "version": "2"})
    held.counter.desk.outbox.apply(answers(have=cut.first + 1, results=[said]))
    assert held.counter.attending.items() == ()


def test_nothing_is_recorded_while_a_field_is_open_or_when_it_is_no_longer_held(held: Held) -> None:
    merge = held.open()
    with pytest.raises(Invalid, match="unchosen"):
        held.merging.resolve(merge, {Y: Choice("here")})
    held.merging.resolve(merge, {X: Choice("here")})
    assert held.merging.open(held.subject) is None
    with pytest.raises(Refused, match="conflict_gone"):
        held.merging.resolve(merge, {X: Choice("here")})


def test_what_is_held_is_not_shown_as_the_form(held: Held) -> None:
    held.counter.sign_in("a.probic", "administrator")
    with pytest.raises(Refused, match="not_permitted"):
        held.merging.open(held.subject)
    assert not held.merging.may_see_special()
    held.counter.sign_in("mprimeric")
    assert held.merging.may_see_special()


def test_an_annulment_closes_it_and_one_from_elsewhere_lets_it_go(held: Held) -> None:
    with pytest.raises(Refused, match="conflict_stands"):
        held.merging.leave(held.subject, held.last)
    entry = held.last
    held.tell({"at": 15, "reason": "грешка"}, 3, "annulled")
    with pytest.raises(Refused, match="already_annulled"):
        held.merging.resolve(held.open(), {X: Choice("here")})
    held.merging.leave(held.subject, entry)
    assert held.counter.attending.items() == ()


def test_an_own_annulment_closes_what_was_held(held: Held) -> None:
    held.counter.annulling.annul(held.subject, "грешка")
    assert held.counter.attending.items() == ()
    sent = held.counter.desk.outbox.cut(1_000_000, held.counter.desk.micros())
    assert sent is not None
    assert [one.header.kind for one in sent.entries] == ["request.annulled"]


def test_of_a_request_that_is_not_here_there_is_nothing_to_compare(held: Held) -> None:
    assert held.merging.open(b"nobody") is None
