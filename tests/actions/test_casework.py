"""Work on a case at the desk: who may record what, when, and how it stands before and after the centre has heard."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from clerk_app.actions.casework import Brought
from clerk_app.contract import canonical
from clerk_app.contract.answers import Registered, Result, Status
from clerk_app.contract.cases import Handed, Payment, Supplemented
from clerk_app.contract.reference import Colleague
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.case_bodies import CaseHanded, CaseMoved, RequestSupplemented, RequestWithdrawn
from clerk_app.domain.errors import Invalid, Refused, SignIn
from clerk_app.domain.kinds import KINDS
from clerk_app.domain.requests import RequestView
from clerk_app.ports.desk_file import ListFilter, Received
from tests.actions.counter import Counter, service
from tests.store.desk import DESK, answers, case_told, change, person
from tests.store.desk import body as received_elsewhere
from tests.store.desk import subject as subject_of

OGI = Colleague(user="omodelic", name="Огњен Моделић", role="handler", office="1", office_name="Услужни центар")
FAR = Colleague(user="puzorni", name="Павле Узорни", role="handler", office="2", office_name="Узорно")
CHIEF = Colleague(user="aopitic", name="Ана Опитић", role="administrator")


@dataclass
class AtCase:
    """A counter with one case, received here."""

    counter: Counter
    received: Received

    @property
    def subject(self) -> bytes:
        return self.received.view.subject

    @property
    def view(self) -> RequestView:
        found = self.counter.requests.view(self.subject)
        assert found is not None
        return found

    def last(self) -> object:
        """The body of the newest entry about it."""
        entry = self.counter.bodies.entries(self.subject)[-1]
        return canonical.decode(entry.body or b"", KINDS[entry.header.kind])

    def told(self, word: object, version: int, kind: str = "") -> None:
        """The centre says something of it."""
        self.counter.position += 1
        place, seq = self.counter.position, self.received.entry.header.seq
        heard = change(place, seq, version, word, kind=kind)
        self.counter.desk.outbox.apply(answers(position=place, changes=[heard]))

    def answered(self, code: str, outcome: str = "held") -> None:
        """Everything is sent, and the centre does not take the last entry."""
        cut = self.counter.desk.outbox.cut(1_000_000, self.counter.desk.micros())
        assert cut is not None
        seq = self.counter.bodies.entries(self.subject)[-1].header.seq
        refusal = Result(seq, outcome, code)  # type: ignore[arg-type]
        self.counter.desk.outbox.apply(answers(have=cut.first + len(cut.entries) - 1, results=[refusal]))


@pytest.fixture
def case(counter: Counter) -> AtCase:
    """A registered case, with a handler at the desk."""
    known = counter.knows(service("local-tax-clearance"))
    at = AtCase(counter, counter.receive(known, person(1)))
    counter.confirm_entries()
    at.told(Registered(5, 2026, 11), 1)
    counter.sign_in("omodelic", "handler")
    return at


def test_only_the_steps_that_may_follow_are_offered_and_only_to_who_may(case: AtCase) -> None:
    casework = case.counter.casework
    offered = casework.next_states(case.view)
    assert offered[:3] == ("neuredan_dopuna", "u_radu", "ceka_podatke")
    assert "zaveden" not in offered
    assert "otpremljen" not in offered
    case.counter.sign_in("mprimeric", "clerk")
    assert casework.next_states(case.view) == ()


def test_work_does_not_begin_before_it_is_paid_for(case: AtCase) -> None:
    case.told(Payment(12, "issued"), 2, "payment")
    assert "u_radu" not in case.counter.casework.next_states(case.view)
    with pytest.raises(Refused, match="payment_missing"):
        case.counter.casework.move(case.subject, "u_radu")
    case.told(Payment(13, "paid"), 3, "payment")
    case.counter.casework.move(case.subject, "u_radu")
    assert case.view.state == "u_radu"


def test_a_step_shows_at_once_and_stays_when_the_centre_says_the_same(case: AtCase) -> None:
    case.counter.casework.move(case.subject, "u_radu", "  узето\u200b у рад ")
    body = case.last()
    assert body == CaseMoved(
        base_version=1, state="u_radu", clerk="omodelic", clerk_name="omodelic", note="узето у рад"
    )
    seen = case.view
    assert (seen.state, seen.state_note, seen.mark) == ("u_radu", "узето у рад", "waiting")
    case.counter.confirm_entries()
    case.told(Status("u_radu", 20, note="узето у рад", desk=DESK), 2)
    seen = case.view
    assert (seen.state, seen.mark, seen.version) == ("u_radu", "accepted", 2)
    assert [item.kind for item in seen.history].count("status") == 0


def test_what_the_centre_holds_is_not_shown_as_done(case: AtCase) -> None:
    case.counter.casework.move(case.subject, "u_radu")
    case.answered("case_moved_meanwhile")
    seen = case.view
    assert (seen.state, seen.mark, seen.hold) == ("zaveden", "held", "case_moved_meanwhile")


def test_a_step_decided_anew_takes_the_place_of_the_one_that_was_held(case: AtCase) -> None:
    case.counter.casework.move(case.subject, "u_radu")
    case.answered("case_moved_meanwhile")
    with pytest.raises(Refused, match="step_stands"):
        case.counter.casework.leave(case.subject, 2)
    case.told(Status("ceka_podatke", 20), 2)
    case.counter.casework.move(case.subject, "odbacen")
    assert case.counter.attending.items() == ()
    assert (case.view.state, case.view.mark) == ("odbacen", "waiting")
    sent = case.counter.desk.outbox.cut(1_000_000, case.counter.desk.micros())
    assert sent is not None
    assert [entry.header.kind for entry in sent.entries] == ["case.moved"]


def test_a_step_that_was_overtaken_may_be_left_as_the_centre_has_it(case: AtCase) -> None:
    case.counter.casework.move(case.subject, "u_radu")
    case.answered("case_moved_meanwhile")
    case.told(Status("ceka_podatke", 20), 2)
    (item,) = case.counter.attending.items()
    assert item.held is not None
    case.counter.casework.leave(case.subject, item.held.seq)
    assert case.counter.attending.items() == ()
    assert (case.view.state, case.view.mark) == ("ceka_podatke", "accepted")
    with pytest.raises(Refused, match="entry_not_held"):
        case.counter.casework.leave(case.subject, item.held.seq)


def test_a_receipt_that_is_held_is_not_let_go(case: AtCase) -> None:
    with pytest.raises(Refused, match="entry_not_held"):
        case.counter.casework.leave(case.subject, 1)


@pytest.mark.parametrize(
    ("state", "code"), [("otpremljen", "transition_impossible"), ("of_next_year", "state_unknown")]
)
def test_a_step_that_cannot_follow_is_refused(case: AtCase, state: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        case.counter.casework.move(case.subject, state)
    assert case.view.mark == "accepted"


def test_a_call_says_what_is_missing_or_is_none(case: AtCase) -> None:
    casework = case.counter.casework
    with pytest.raises(Invalid, match="missing_unsaid"):
        casework.move(case.subject, "neuredan_dopuna")
    with pytest.raises(Invalid, match="missing_unsaid") as unsaid:
        casework.call(case.subject, (" ", "\u200b"), "2026-12-10")
    assert unsaid.value.field == "missing"


@pytest.mark.parametrize("day", ["", "2026-11-23", "2026-11-01", "sutra", "10.12.2026."])
def test_a_call_names_a_day_that_is_still_to_come(case: AtCase, day: str) -> None:
    with pytest.raises(Invalid, match="supplement_day") as wrong:
        case.counter.casework.call(case.subject, ("извод",), day)
    assert wrong.value.field == "supplement_by"
    assert case.view.state == "zaveden"


def test_a_call_moves_the_day_that_counts_and_lists_what_is_missing(case: AtCase) -> None:
    case.counter.casework.call(case.subject, ("извод  из књиге", ""), "2026-12-10", "телефоном")
    body = case.last()
    assert isinstance(body, CaseMoved)
    assert (body.missing, body.supplement_by, body.note) == (("извод из књиге",), "2026-12-10", "телефоном")
    assert (case.view.state, case.view.due) == ("neuredan_dopuna", "2026-12-10")
    (listed,) = case.counter.requests.page(ListFilter(scope="all", order="due"), limit=5)
    assert listed.due == "2026-12-10"


def test_what_is_brought_is_recorded_whole_and_the_centre_sets_the_day_anew(case: AtCase) -> None:
    casework = case.counter.casework
    casework.call(case.subject, ("извод",), "2026-12-10")
    case.counter.confirm_entries()
    case.told(Status("neuredan_dopuna", 20, missing=("извод",), supplement_by="2026-12-10", desk=DESK), 2)
    case.counter.sign_in("mprimeric", "clerk")
    scan = kept(case.counter)
    casework.supplement(case.subject, Brought(form={"a.b": "c"}, enclosures=(scan,), seen=("licence",), note=" ту "))
    body = case.last()
    assert isinstance(body, RequestSupplemented)
    assert (body.base_version, body.form, body.seen, body.note) == (2, {"a.b": "c"}, ("licence",), "ту")
    assert body.enclosures == (scan,)
    assert body.received_local.startswith("2026-11-23T08:00")
    assert case.view.state == "neuredan_dopuna"
    case.counter.confirm_entries()
    told = Supplemented(30, {"a.b": "c"}, ("Извод",), deadline="2026-12-31", desk=DESK)
    case.told(told, 3, "supplemented")
    case.told(Status("u_radu", 31, deadline="2026-12-31"), 4)
    seen = case.view
    assert (seen.state, seen.due) == ("u_radu", "2026-12-31")
    assert [item.kind for item in seen.history].count("supplemented") == 1
    here = case.counter.bodies.received(case.subject)
    assert here is not None
    assert here.form["a.b"] == "c"


def kept(counter: Counter) -> EnclosureRef:
    """A file that the citizen brought, as an enclosure of the desk."""
    path = counter.folder / "izvod.pdf"
    path.write_bytes(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    return counter.enclosures.keep(path, "Извод", "extract", original=False)


def test_a_file_that_is_brought_goes_to_the_centre_and_is_no_orphan(case: AtCase) -> None:
    scan = kept(case.counter)
    case.counter.casework.supplement(case.subject, Brought(form={}, enclosures=(scan,)))
    assert case.counter.uploads.waiting() == ()
    case.counter.confirm_entries()
    assert case.counter.uploads.waiting() == (scan,)
    case.counter.enclosures.sweep()
    assert b"".join(case.counter.enclosures.read(scan)).startswith(b"%PDF")


def test_nothing_brought_is_nothing_recorded(case: AtCase) -> None:
    with pytest.raises(Invalid, match="nothing_brought"):
        case.counter.casework.supplement(case.subject, Brought(form={}, note="\u200b "))


def test_who_gives_up_does_it_once_and_the_handler_ends_the_case(case: AtCase) -> None:
    casework = case.counter.casework
    case.counter.sign_in("mprimeric", "clerk")
    casework.withdraw(case.subject, " не треба ", by_representative=True)
    body = case.last()
    assert isinstance(body, RequestWithdrawn)
    assert (body.reason, body.by_representative) == ("не треба", True)
    seen = case.view
    assert seen.work is not None
    assert (seen.work.withdrawn, seen.state) == (True, "zaveden")
    with pytest.raises(Refused, match="already_withdrawn"):
        casework.withdraw(case.subject)
    case.counter.sign_in("omodelic", "handler")
    casework.move(case.subject, "obustavljen")
    assert case.view.state == "obustavljen"


def test_what_is_finished_is_neither_supplemented_nor_given_up(case: AtCase) -> None:
    case.told(Status("resen_usvojen", 20), 2)
    for attempt in (
        lambda: case.counter.casework.supplement(case.subject, Brought(form={}, note="још")),
        lambda: case.counter.casework.withdraw(case.subject),
    ):
        with pytest.raises(Refused, match="case_finished"):
            attempt()


def test_a_colleague_is_whoever_may_take_a_case_but_oneself(case: AtCase) -> None:
    assert case.counter.casework.colleagues() == ()
    case.counter.knows_colleagues(OGI, FAR, CHIEF)
    assert case.counter.casework.colleagues() == (FAR,)
    with pytest.raises(Refused, match="not_permitted"):
        case.counter.casework.hand(case.subject, CHIEF)


def test_a_case_is_taken_handed_on_and_found_among_those_of_its_handler(case: AtCase) -> None:
    counter = case.counter
    assert counter.requests.page(ListFilter(scope="unassigned"), limit=5) == (case.view,)
    counter.casework.take(case.subject)
    assert (case.view.handler, counter.requests.counts("omodelic").mine) == ("omodelic", 1)
    assert counter.requests.page(ListFilter(scope="unassigned"), limit=5) == ()
    counter.sign_in("mprimeric", "clerk")
    counter.casework.hand(case.subject, OGI, "хитно")
    body = case.last()
    assert body == CaseHanded(
        base_version=1,
        to="omodelic",
        to_name="Огњен Моделић",
        clerk="mprimeric",
        clerk_name="mprimeric",
        note="хитно",
    )
    assert counter.requests.page(ListFilter(scope="mine", handler="omodelic", order="due"), limit=5) == (case.view,)
    counter.confirm_entries()
    case.told(Handed(30, "jprobic", "Јован Пробић"), 5, "handed")
    assert case.view.handler == "jprobic"


def test_to_a_colleague_of_another_office_the_case_goes_there(case: AtCase) -> None:
    case.counter.casework.hand(case.subject, FAR)
    body = case.last()
    assert isinstance(body, CaseHanded)
    assert body.office == "2"


def test_before_it_is_registered_a_case_can_be_handed_but_not_moved(counter: Counter) -> None:
    known = counter.knows(service("local-tax-clearance"))
    counter.sign_in("omodelic", "handler")
    subject = counter.receive(known, person(1)).view.subject
    with pytest.raises(Refused, match="not_registered"):
        counter.casework.move(subject, "u_radu")
    view = counter.requests.view(subject)
    assert view is not None
    assert counter.casework.next_states(view) == ()
    counter.casework.take(subject)


def test_a_case_that_was_received_elsewhere_is_worked_on_alike(counter: Counter) -> None:
    counter.sign_in("omodelic", "handler")
    told = change(1, 4, 2, case_told(received_elsewhere("B2-000004-X", 3), subject_of(90)), kind="case", desk="B2")
    counter.desk.outbox.apply(answers(position=1, changes=[told]))
    counter.casework.move(subject_of(90), "u_radu")
    view = counter.requests.view(subject_of(90))
    assert view is not None
    assert (view.state, view.mark, view.origin) == ("u_radu", "waiting", "office")


def test_what_was_annulled_or_is_not_here_is_left_alone(case: AtCase) -> None:
    casework = case.counter.casework
    with pytest.raises(Refused, match="request_unknown"):
        casework.take(bytes(16))
    case.counter.sign_in("suzoric", "supervisor")
    case.counter.annulling.annul(case.subject, "погрешан поступак")
    assert casework.next_states(case.view) == ()
    for attempt in (
        lambda: casework.move(case.subject, "u_radu"),
        lambda: casework.call(case.subject, ("извод",), "2026-12-10"),
        lambda: casework.supplement(case.subject, Brought(form={}, note="још")),
        lambda: casework.withdraw(case.subject),
        lambda: casework.take(case.subject),
    ):
        with pytest.raises(Refused, match="already_annulled"):
            attempt()


def test_each_activity_asks_for_its_role(case: AtCase) -> None:
    casework = case.counter.casework
    case.counter.sign_in("mprimeric", "clerk")
    for attempt in (
        lambda: casework.move(case.subject, "u_radu"),
        lambda: casework.call(case.subject, ("извод",), "2026-12-10"),
    ):
        with pytest.raises(Refused, match="not_permitted"):
            attempt()
    case.counter.sign_in("aopitic", "administrator")
    for attempt in (
        lambda: casework.supplement(case.subject, Brought(form={}, note="још")),
        lambda: casework.withdraw(case.subject),
        lambda: casework.take(case.subject),
    ):
        with pytest.raises(Refused, match="not_permitted"):
            attempt()


def test_behind_the_lock_nothing_is_recorded(case: AtCase) -> None:
    case.counter.sessions.lock()
    with pytest.raises(SignIn, match="locked"):
        case.counter.casework.take(case.subject)
