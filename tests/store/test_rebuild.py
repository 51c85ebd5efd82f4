"""Invariant: projections are journal + replica and nothing else; histories are made by hypothesis."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_app.contract import canonical
from clerk_app.contract.answers import Change, Findings, Registered, Result, Status
from clerk_app.contract.cases import Amended, Handed, Supplemented
from clerk_app.domain.bodies import ReceiptPrinted, RequestCorrected
from clerk_app.domain.case_bodies import CaseHanded, CaseMoved, RequestSupplemented, RequestWithdrawn
from clerk_app.domain.index_bodies import RatingGiven
from clerk_app.ports.desk_file import NewEntry
from clerk_app.store.erasure import Erasure
from clerk_app.store.rebuild import Rebuild
from clerk_app.store.search_index import SearchIndex
from tests.store.desk import DESK, Desk, answers, body, case_told, change, open_desk, subject

WHO = st.integers(0, 3)
STEPS = st.one_of(
    st.tuples(st.just("accept"), WHO),
    st.tuples(st.just("annul"), WHO),
    st.tuples(st.just("correct"), WHO),
    st.tuples(st.just("print"), WHO),
    st.tuples(st.just("registered"), WHO),
    st.tuples(st.just("status"), WHO),
    st.tuples(st.just("findings"), WHO),
    st.tuples(st.just("annulled"), WHO),
    st.tuples(st.just("unknown"), WHO),
    st.tuples(st.just("hold"), WHO),
    st.tuples(st.just("settle"), WHO),
    st.tuples(st.just("erase"), WHO),
    st.tuples(st.just("clock"), WHO),
    st.tuples(st.just("move"), WHO),
    st.tuples(st.just("hand"), WHO),
    st.tuples(st.just("withdraw"), WHO),
    st.tuples(st.just("handed"), WHO),
    st.tuples(st.just("amended"), WHO),
    st.tuples(st.just("call"), WHO),
    st.tuples(st.just("elsewhere"), WHO),
    st.tuples(st.just("gone"), WHO),
    st.tuples(st.just("rate"), WHO),
    st.tuples(st.just("supplement"), WHO),
    st.tuples(st.just("supplemented"), WHO),
    st.tuples(st.just("decided"), WHO),
)
CALL = Status(state="neuredan_dopuna", at=7, missing=("пуномоћје",), supplement_by="2026-12-05")


class Centre:
    """What the centre says, with versions and positions that it counts."""

    def __init__(self, desk: Desk, received: dict[int, int]) -> None:
        self.desk = desk
        self.received = received
        self.versions: dict[int, int] = {}
        self.foreign: dict[int, int] = {}
        self.position = 0

    def registered(self, who: int) -> None:
        self._tell(who, "registered", Registered(100 + who, 2026, self.position))

    def status(self, who: int) -> None:
        self._tell(who, "status", Status(("zaveden", "u_radu", "odbacen", "new_state")[self.position % 4], 7))

    def findings(self, who: int) -> None:
        found = [{"code": f"c{self.position % 3}", "where": "w"}][: self.position % 2]
        self._tell(who, "findings", Findings(9, found))

    def annulled(self, who: int) -> None:
        self._tell(who, "annulled", {"at": 5, "reason": "x"})

    def unknown(self, who: int) -> None:
        self._tell(who, "shelved", {"at": 5})

    def handed(self, who: int) -> None:
        self._tell(who, "handed", Handed(at=5, handler=("", "x")[self.position % 2], desk=("", DESK)[who % 2]))

    def amended(self, who: int) -> None:
        self._tell(who, "amended", Amended(at=5, form={"purpose.what": "ново"}))

    def call(self, who: int) -> None:
        self._tell(who, "status", CALL)

    def supplemented(self, who: int) -> None:
        self._tell(who, "supplemented", Supplemented(at=5, deadline="2026-12-24", desk=("", DESK, "B2", "B2")[who]))

    def decided(self, who: int) -> None:
        self._tell(who, "status", Status(("resen_usvojen", "ustupljen")[self.position % 2], self.desk.micros()))

    def elsewhere(self, who: int) -> None:
        """A case of another desk, whose subjects begin at 50; told again it comes with a newer version."""
        if who not in self.received:
            self.position += 1
            at = 50 + who
            self.foreign[who] = self.foreign.get(who, 0) + 1
            case = case_told(body(f"B2-{who}", who), subject(at), serial=who + 1, handler=("", "h")[who % 2])
            entered = change(self.position, at, self.foreign[who], case, kind="case", desk="B2")
            self.desk.outbox.apply(answers(position=self.position, changes=[entered]))
            moved = CaseMoved(base_version=self.foreign[who] - who % 2, state="u_radu", clerk="c")
            raw = canonical.encode(moved)
            self.desk.journal.record(NewEntry(kind="case.moved", subject=subject(at), grant="g", body=raw))

    def gone(self, who: int) -> None:
        if who in self.foreign:
            self.position += 1
            self.foreign[who] += 1
            gone = change(self.position, 50 + who, self.foreign[who], {}, kind="gone", desk="B2")
            self.desk.outbox.apply(answers(position=self.position, changes=[gone]))

    def _tell(self, who: int, kind: str, told: object) -> None:
        self.position += 1
        self.versions[who] = self.versions.get(who, 0) + 1
        made: list[Change] = [change(self.position, self.received[who], self.versions[who], told, kind=kind)]
        self.desk.outbox.apply(answers(position=self.position, changes=made))


class Story:
    """Plays steps on a desk, and those of its centre."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.received: dict[int, int] = {}
        self.erased: set[int] = set()
        self.centre = Centre(desk, self.received)
        self.sent = 0

    def play(self, name: str, who: int) -> None:
        if name == "accept" and who not in self.received and who not in self.erased:  # no subject is given twice
            self.received[who] = self.desk.accept(who).entry.header.seq
        elif name == "settle":
            SearchIndex(self.desk.database).settle(60)
        elif name == "clock":
            self.desk.clock.move(minutes=(-90, -1, 5, 600)[who])
        elif name in ("elsewhere", "gone"):
            getattr(self.centre, name)(who)
        elif who in self.received and name != "accept":
            getattr(self.centre, name, getattr(self, f"_{name}", None))(who)  # type: ignore[misc]

    def _annul(self, who: int) -> None:
        self.desk.annul(who)

    def _correct(self, who: int) -> None:
        self._record("request.corrected", who, RequestCorrected(base_version=0, form={"purpose.what": "друго"}))

    def _print(self, who: int) -> None:
        self._record("receipt.printed", who, ReceiptPrinted(job="ab", copy=who % 2, proof="printer"))

    def _move(self, who: int) -> None:
        state = ("u_radu", "neuredan_dopuna", "odbacen")[self.centre.position % 3]
        missing = ("извод",) if state == "neuredan_dopuna" else ()
        base = max(self.centre.versions.get(who, 0) - self.centre.position % 2, 0)
        self._record("case.moved", who, CaseMoved(base_version=base, state=state, clerk="c", missing=missing))

    def _rate(self, who: int) -> None:
        self._record("rating.given", who, RatingGiven(grade=(who + self.centre.position) % 6))

    def _supplement(self, who: int) -> None:
        self._record("request.supplemented", who, RequestSupplemented(base_version=0, received_local="", clerk="c"))

    def _hand(self, who: int) -> None:
        self._record("case.handed", who, CaseHanded(base_version=self.centre.versions.get(who, 0), to="h", clerk="c"))

    def _withdraw(self, who: int) -> None:
        self._record("request.withdrawn", who, RequestWithdrawn(received_local="2026-11-23T09:00:00+01:00", clerk="c"))

    def _hold(self, who: int) -> None:
        self._exchange([Result(self.received[who], "held", "conflict")])

    def _erase(self, who: int) -> None:
        self._exchange([])
        open_seqs = self.desk.rows("SELECT 1 FROM desk_outbox WHERE state <> 'accepted'")
        if not open_seqs:
            Erasure(self.desk.database, self.desk.journal, self.desk.entropy).erase(
                [subject(who)], ground="retention", grant="g"
            )
            del self.received[who]
            self.erased.add(who)

    def _record(self, kind: str, who: int, body: object) -> None:
        self.desk.journal.record(NewEntry(kind=kind, subject=subject(who), grant="g", body=canonical.encode(body)))

    def _exchange(self, results: list[Result]) -> None:
        while (cut := self.desk.outbox.cut(100_000, self.desk.micros())) is not None:
            self.sent = cut.first + len(cut.entries) - 1
        self.desk.outbox.apply(answers(have=self.sent, position=self.centre.position, results=results))


def projections(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Every view row, and the words of every request wherever they stand."""
    words = "SELECT seq, terms FROM view_recent UNION SELECT seq, terms FROM view_indexed i WHERE seq NOT IN (SELECT seq FROM view_recent) ORDER BY seq"  # noqa: E501
    measures = desk.rows("SELECT * FROM view_measure ORDER BY seq")
    views = desk.rows("SELECT * FROM view_request ORDER BY seq")
    return {"views": views, "words": desk.rows(words), "measures": measures}


def rebuilt(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    rebuild = Rebuild(desk.database, DESK)
    while rebuild.step():
        pass
    return projections(desk)


@settings(max_examples=30, deadline=None)
@given(steps=st.lists(STEPS, max_size=30))
def test_rebuilt_is_live(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]) -> None:
    desk = open_desk(tmp_path_factory.mktemp("desk"))
    story = Story(desk)
    for name, who in steps:
        story.play(name, who)
    live = projections(desk)
    assert rebuilt(desk) == live
    with desk.database.writing() as connection:
        connection.execute("DELETE FROM view_request")
        connection.execute("DELETE FROM view_measure")
        connection.execute("UPDATE view_recent SET terms = ' wrong'")
    assert rebuilt(desk) == live
    desk.close()


def test_a_rebuild_gives_way_and_removes_what_nothing_stands_for(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    for who in range(20):
        desk.accept(who)
    live = projections(desk)
    with desk.database.writing() as connection:
        connection.execute("UPDATE view_request SET view = x'7b7d', day = ''")
        connection.execute("INSERT INTO view_recent(seq, terms) VALUES(999, ' nobody')")
    ticks = iter(range(10_000))
    rebuild = Rebuild(desk.database, DESK, monotonic=lambda: float(next(ticks)))
    steps = 1
    while rebuild.step(budget=3):
        steps += 1
        desk.accept(100 + steps)
    assert steps > 3
    assert projections(desk)["views"][:20] == live["views"]
    assert len(projections(desk)["views"]) == 19 + steps
    assert 999 not in [seq for seq, _terms in projections(desk)["words"]]
    desk.close()
