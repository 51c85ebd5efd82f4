"""Work on cases at the centre: what it takes from which desk, and what the other desks of the office hear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from clerk_app.central import feed, requests
from clerk_app.central.casework import noted
from clerk_app.contract import canonical
from clerk_app.contract.answers import Answers, Change, Findings, Result, Status
from clerk_app.contract.cases import Amended, Case, Handed, Supplemented, Withdrawn
from clerk_app.domain.bodies import EnclosureRef, RequestAnnulled, RequestCorrected
from clerk_app.domain.case_bodies import CaseHanded, CaseMoved, RequestSupplemented, RequestWithdrawn
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, LoneDesk, enrol

HANDLER = ("omodelic", "model-2026")
LOCAL = "2026-09-25T10:00:00+02:00"
KINDS: dict[str, type] = {
    "case": Case,
    "status": Status,
    "handed": Handed,
    "amended": Amended,
    "supplemented": Supplemented,
}


@dataclass
class Speaking:
    """A desk with its line to the centre."""

    desk: LoneDesk
    caller: Caller
    position: int = 0
    have: int = 0

    def send(self, kind: str, body: object, about: bytes) -> list[Result]:
        """One entry; what the centre says of it at once."""
        self.caller.send(self.desk, self.desk.cut(self.desk.write(kind, body, about)))
        answer = self.caller.answer(self.desk, self.position, self.have)
        self.have = answer.have
        return answer.results

    def heard(self) -> list[Change]:
        """The changes since it listened last."""
        answer = self.caller.answer(self.desk, self.position, self.have)
        self.position = answer.position
        return answer.changes

    def until(self, kind: str) -> Answers:
        """Listen until a change of this kind comes."""
        for answer in self.caller.listen(self.desk, self.position, self.have):
            self.position = answer.position
            if any(change.kind == kind for change in answer.changes):
                return answer
        raise AssertionError(f"no {kind} came")


@dataclass
class Office:
    """Two desks of one office: a clerk received a request at the first, a handler works at the second."""

    first: Speaking
    second: Speaking
    about: bytes
    version: int


type Opens = Callable[[LoneDesk], Speaking]


@pytest.fixture
def speak(shared: Running) -> Iterator[Opens]:
    with ExitStack() as lines:
        yield lambda desk: Speaking(desk, lines.enter_context(Caller(shared.url, desk.anchor)))


@pytest.fixture
def office(shared: Running, speak: Opens) -> Office:
    one = shared.clerk()
    two = shared.clerk(*HANDLER, office=one.office)
    return begun(speak(one), speak(two))


def begun(first: Speaking, second: Speaking, **changed: object) -> Office:
    entry = first.desk.receive(grant=None, **changed)
    first.caller.send(first.desk, first.desk.cut(entry))
    first.have += 1
    registered = first.until("registered")
    return Office(first, second, entry.header.subject, registered.changes[-1].version)


def told(changes: list[Change]) -> list[tuple[str, Any]]:
    return [(change.kind, canonical.decode(change.body, KINDS.get(change.kind, dict))) for change in changes]


def moved(base: int, state: str, **more: object) -> CaseMoved:
    return CaseMoved(base_version=base, state=state, clerk="omodelic", **more)  # type: ignore[arg-type]


def handed(base: int, to: str, office: str = "") -> CaseHanded:
    return CaseHanded(base_version=base, to=to, to_name=to.title(), clerk="mprimeric", office=office, note="молим")


def test_the_other_desk_hears_the_case_but_for_what_is_special(shared: Running, speak: Opens) -> None:
    one = shared.clerk()
    two = shared.clerk(*HANDLER, office=one.office)
    scan = EnclosureRef(sha256="ab" * 32, size=9, media_type="image/png", title="Извод")
    form = {"members[0].surname": "Пробић", "members[0].income": "10000", "claim.kind": "first", "of.nothing": "x"}
    office = begun(
        speak(one), speak(two), service="child-allowance", form=form, enclosures=(scan,), deadline="2026-10-21"
    )
    ((kind, case),) = told(office.second.heard())
    assert kind == "case"
    assert case.subject == office.about
    assert case.received.form == {"members[0].surname": "Пробић", "claim.kind": "first"}
    assert case.received.enclosures == ()
    assert (case.state, case.office, case.handler, case.deadline) == ("zaveden", one.office, "", "2026-10-21")
    assert case.serial > 0


def test_a_desk_of_another_office_hears_nothing(shared: Running, speak: Opens, office: Office) -> None:
    stranger = speak(shared.clerk())
    assert stranger.heard() == []


def test_a_step_reaches_the_desk_that_received_it_and_says_whose_it_was(office: Office) -> None:
    assert office.second.send("case.moved", moved(office.version, "u_radu", note="у раду"), office.about) == []
    ((kind, status),) = told(office.first.heard())
    assert kind == "status"
    assert (status.state, status.note, status.desk) == ("u_radu", "у раду", office.second.desk.code)


def test_a_step_that_another_has_overtaken_is_held_with_what_stands(office: Office) -> None:
    first, second = office.first, office.second
    assert second.send("case.moved", moved(office.version, "u_radu"), office.about) == []
    supervisor_grant = first.caller.sign_in(first.desk, "suzoric", "uzor-2026")
    assert supervisor_grant.role == "supervisor"
    (result,) = first.send("case.moved", moved(office.version, "odbacen"), office.about)
    assert (result.outcome, result.code) == ("held", "case_moved_meanwhile")
    assert result.params["state"] == "u_radu"
    resolved = int(result.params["version"])
    assert first.send("case.moved", moved(resolved, "odbacen"), office.about) == []


def test_two_who_took_the_same_step_agree_on_it(office: Office) -> None:
    second = office.second
    assert second.send("case.moved", moved(office.version, "u_radu"), office.about) == []
    office.first.caller.sign_in(office.first.desk, *HANDLER)
    assert office.first.send("case.moved", moved(office.version, "u_radu"), office.about) == []


def test_two_who_called_for_different_papers_do_not(office: Office) -> None:
    call = moved(office.version, "neuredan_dopuna", missing=("извод",), supplement_by="2026-10-05")
    assert office.second.send("case.moved", call, office.about) == []
    office.first.caller.sign_in(office.first.desk, *HANDLER)
    other = moved(office.version, "neuredan_dopuna", missing=("уверење",), supplement_by="2026-10-05")
    (result,) = office.first.send("case.moved", other, office.about)
    assert (result.outcome, result.code) == ("held", "case_moved_meanwhile")


@pytest.mark.parametrize(("state", "code"), [("otpremljen", "transition_impossible"), ("negde", "state_unknown")])
def test_a_step_that_cannot_follow_is_refused(office: Office, state: str, code: str) -> None:
    (result,) = office.second.send("case.moved", moved(office.version, state), office.about)
    assert (result.outcome, result.code) == ("refused", code)
    assert office.first.heard() == []


def test_a_clerk_moves_no_case(office: Office) -> None:
    (result,) = office.first.send("case.moved", moved(office.version, "u_radu"), office.about)
    assert (result.outcome, result.code) == ("refused", "not_permitted")


def test_a_case_is_handed_within_the_office(office: Office) -> None:
    office.second.heard()
    assert office.first.send("case.handed", handed(office.version, "omodelic"), office.about) == []
    ((kind, word),) = told(office.second.heard())
    assert kind == "handed"
    assert (word.handler, word.handler_name, word.note) == ("omodelic", "Omodelic", "молим")
    (result,) = office.second.send("case.handed", handed(office.version, "suzoric"), office.about)
    assert (result.outcome, result.code, result.params["to"]) == ("held", "case_handed_meanwhile", "Omodelic")


def test_a_case_that_goes_to_another_office_enters_there_and_leaves_here(
    shared: Running, speak: Opens, office: Office
) -> None:
    there = speak(shared.clerk(*HANDLER))
    office.second.heard()
    to = handed(office.version, "jprobic", there.desk.office)
    assert office.first.send("case.handed", to, office.about) == []
    assert [kind for kind, _ in told(office.second.heard())] == ["gone"]
    assert [kind for kind, _ in told(office.first.heard())] == ["handed"]
    (kind, case), *rest = told(there.heard())
    assert (kind, case.handler, case.office) == ("case", "jprobic", there.desk.office)
    assert {kind for kind, _ in rest} <= {"handed"}
    assert there.send("case.moved", moved(office.version + 1, "u_radu"), office.about) == []
    assert [kind for kind, _ in told(office.first.heard())] == ["status"]
    assert office.second.heard() == []


def test_what_is_brought_brings_the_case_back_to_work_with_a_new_day(shared: Running, speak: Opens) -> None:
    one = shared.clerk()
    two = shared.clerk(*HANDLER, office=one.office)
    office = begun(speak(one), speak(two), service="child-allowance", deadline="2026-10-21")
    called = moved(office.version, "neuredan_dopuna", missing=("извод",), supplement_by="2026-10-05")
    assert office.second.send("case.moved", called, office.about) == []
    ((_, call),) = told(office.first.heard())
    assert (call.missing, call.supplement_by) == (("извод",), "2026-10-05")
    office.second.heard()
    brought = RequestSupplemented(
        base_version=office.version + 1,
        received_local=LOCAL,
        clerk="mprimeric",
        form={"claim.kind": "renewal", "members[0].income": "1"},
        seen=("x",),
        note="донела",
    )
    assert office.first.send("request.supplemented", brought, office.about) == []
    (kind, word), (status_kind, status) = told(office.second.heard())
    assert (kind, status_kind, status.state) == ("supplemented", "status", "u_radu")
    assert (word.form, word.note, word.deadline) == ({"claim.kind": "renewal"}, "донела", "2026-10-26")
    assert (status.deadline, status.supplement_by, status.missing) == ("2026-10-26", "", ())


def test_what_is_brought_without_a_call_changes_neither_day_nor_state(office: Office) -> None:
    office.second.heard()
    brought = RequestSupplemented(base_version=office.version, received_local=LOCAL, clerk="x", note="још нешто")
    assert office.first.send("request.supplemented", brought, office.about) == []
    ((kind, word),) = told(office.second.heard())
    assert (kind, word.deadline) == ("supplemented", "")


def test_what_is_brought_is_taken_where_another_changed_a_field_meanwhile(shared: Running, speak: Opens) -> None:
    one = shared.clerk()
    two = shared.clerk(*HANDLER, office=one.office)
    office = begun(speak(one), speak(two), service="child-allowance", deadline="2026-10-21")
    called = moved(office.version, "neuredan_dopuna", missing=("извод",), supplement_by="2026-10-05")
    assert office.second.send("case.moved", called, office.about) == []
    corrected = RequestCorrected(base_version=office.version + 1, form={"claim.kind": "first"})
    assert office.second.send("request.corrected", corrected, office.about) == []
    office.second.heard()
    form = {"claim.kind": "renewal", "claim.single_parent": "no"}
    brought = RequestSupplemented(base_version=office.version + 1, received_local=LOCAL, clerk="x", form=form)
    assert office.first.send("request.supplemented", brought, office.about) == []
    heard = office.second.heard()
    assert [change.kind for change in heard] == ["supplemented", "status", "findings"]
    assert canonical.decode(heard[0].body, Supplemented).form == {"claim.single_parent": "no"}
    found = canonical.decode(heard[2].body, Findings).findings
    assert found[-1] == {"code": "brought_otherwise", "where": "claim.kind"}
    assert [change.version for change in heard] == sorted({change.version for change in heard})


def test_who_gives_up_is_heard_once(office: Office) -> None:
    office.second.heard()
    given_up = RequestWithdrawn(received_local=LOCAL, clerk="mprimeric", reason="не треба")
    assert office.first.send("request.withdrawn", given_up, office.about) == []
    assert office.first.send("request.withdrawn", given_up, office.about) == []
    ((kind, _),) = told(changes := office.second.heard())
    assert kind == "withdrawn"
    assert canonical.decode(changes[0].body, Withdrawn).reason == "не треба"


def test_corrected_fields_reach_the_other_desk_but_for_what_is_special(shared: Running, speak: Opens) -> None:
    one = shared.clerk()
    two = shared.clerk(*HANDLER, office=one.office)
    office = begun(speak(one), speak(two), service="child-allowance")
    office.second.heard()
    form = {"claim.kind": "first", "members[2].disability": "true"}
    body = RequestCorrected(base_version=office.version, form=form)
    assert office.first.send("request.corrected", body, office.about) == []
    ((kind, word),) = told(office.second.heard())
    assert (kind, word.form, word.desk) == ("amended", {"claim.kind": "first"}, office.first.desk.code)
    (result,) = office.second.send(
        "request.corrected", RequestCorrected(base_version=office.version, form={"claim.kind": "renewal"}), office.about
    )
    assert (result.outcome, result.code) == ("held", "conflict")


def test_what_was_annulled_is_worked_on_no_more(office: Office) -> None:
    annulled = RequestAnnulled(reason="грешка", clerk="mprimeric")
    assert office.first.send("request.annulled", annulled, office.about) == []
    for kind, body in (
        ("case.moved", moved(office.version, "u_radu")),
        ("case.handed", handed(office.version, "omodelic")),
        ("request.withdrawn", RequestWithdrawn(received_local=LOCAL, clerk="x")),
        ("request.supplemented", RequestSupplemented(base_version=1, received_local=LOCAL, clerk="x", note="да")),
    ):
        (result,) = office.second.send(kind, body, office.about)
        assert (result.outcome, result.code) == ("refused", "already_annulled")


def test_a_desk_that_replaced_another_hears_of_its_cases_as_before(
    shared: Running, speak: Opens, office: Office
) -> None:
    old = office.first.desk
    code = shared.central.parts.enrolment.make_code(old.office, "1")
    new = speak(
        enrol(shared.url, code, b"after".ljust(32, b"."), replaces=old.code, replaced_head=old.entries[-1].hash.hex())
    )
    kinds = [(change.kind, change.desk) for change in new.heard()]
    assert ("registered", old.code) in kinds
    assert "case" not in {kind for kind, _ in kinds}
    assert office.second.send("case.moved", moved(office.version, "u_radu"), office.about) == []
    assert [(change.kind, change.desk) for change in new.heard()] == [("status", old.code)]


def test_what_is_noted_again_is_told_once_and_never_more_than_can_be_looked_through(centre: Running) -> None:
    desk, parts = centre.clerk(), centre.central.parts
    with Caller(centre.url, desk.anchor) as caller:
        first = desk.receive()
        caller.send(desk, desk.cut(first))
    place = parts.keys.municipality

    def note(*found: dict[str, str]) -> list[dict[str, str]]:
        with parts.database.write() as connection:
            request = requests.by_subject(connection, place, first.header.subject)
            assert request is not None
            news = noted(connection, request, found, at=1)
            feed.publish(connection, place, [news])
        return canonical.decode(news.body, Findings).findings

    over = {"code": "overpaid", "where": "fee", "order": "1"}
    proof = {"code": "proof_elsewhere", "where": "fee", "number": "A"}
    note({**over, "amount": "1,00"}, proof)
    again = note({**over, "amount": "2,00"}, {**proof, "number": "B"})
    assert again == [proof, {**over, "amount": "2,00"}, {**proof, "number": "B"}]
    many = note(*({**proof, "number": str(nth)} for nth in range(300)))
    assert len(many) == 100
    assert many[-1]["number"] == "299"
