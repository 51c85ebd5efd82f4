"""Delivery at the desk: recorded without a line, refused where it cannot be, and never with a legal day of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.actions.delivery import Delivery, Handing, Slip, bounded
from clerk_app.actions.inbox import Consenting
from clerk_app.contract import canonical
from clerk_app.domain.act_bodies import ActUpgraded
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.case_file import Way
from clerk_app.domain.delivery_bodies import MOST_POINTS, PAD, Noting
from clerk_app.domain.delivery_policy import Addressee
from clerk_app.domain.errors import CounterError, Invalid, Refused, SignIn, Unavailable
from clerk_app.domain.requests import Mark
from clerk_app.ports.desk_file import NewEntry
from tests.support.delivered import PDF, Case
from tests.support.fake_desk import FakeDesk

SIGNED = Handing(number="ID 00 4321", signed="strokes", strokes=((1, 2, 30, 40),))
AGREED = Addressee(has_inbox=True, consent=True)
TODAY = "2026-11-23"


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def case(desk: FakeDesk) -> Case:
    return Case(desk)


@pytest.fixture
def delivery(desk: FakeDesk) -> Delivery:
    return desk.actions.systems.delivery


def test_a_document_is_read_once_it_is_here(case: Case, delivery: Delivery) -> None:
    assert delivery.read(case.document.ref) == PDF
    with pytest.raises(Unavailable, match="document_not_here"):
        delivery.read(EnclosureRef(sha256="f" * 64, size=1, media_type="application/pdf", title="x"))


def test_handed_over_is_recorded_with_who_and_how(case: Case, delivery: Delivery) -> None:
    body = delivery.hand(case.subject, case.document, replace(SIGNED, checked="card"))
    assert (body.to, body.name, body.tail, body.checked, body.signed, body.strokes) == (
        "applicant",
        "Огледић Драган",
        "4321",
        "card",
        "strokes",
        ((1, 2, 30, 40),),
    )
    assert case.kinds()[-1] == "delivery.handed"
    (one,) = case.document.deliveries
    assert (one.state, one.taken_here, case.document.legal_date) == ("collected", True, "")
    with pytest.raises(Refused, match="already_handed"):
        delivery.hand(case.subject, case.document, SIGNED)


@pytest.mark.parametrize(
    ("changed", "code", "where"),
    [
        ({"number": "43"}, "hand_document_missing", "number"),
        ({"to": "representative"}, "hand_name_missing", "name"),
        ({"signed": "none", "strokes": ()}, "hand_unsigned", "signature"),
        ({"strokes": ()}, "hand_unsigned", "signature"),
        ({"taken": False}, "hand_note_missing", "note"),
        ({"number": "9999"}, "hand_document_other", "note"),
    ],
)
def test_what_is_missing_is_marked(
    case: Case, delivery: Delivery, changed: dict[str, object], code: str, where: str
) -> None:
    with pytest.raises(Invalid, match=code) as missing:
        delivery.hand(case.subject, case.document, replace(SIGNED, **changed))  # type: ignore[arg-type]
    assert missing.value.field == where
    assert case.document.deliveries == ()


def test_who_will_not_take_it_or_sign_is_noted(case: Case, delivery: Delivery) -> None:
    refused = Handing(number="4321", taken=False, note="неће да прими")
    body = delivery.hand(case.subject, case.document, refused)
    assert (body.taken, body.signed, body.note) == (False, "none", "неће да прими")
    assert case.document.deliveries[0].state == "refused"


def test_a_delivery_that_waits_at_the_counter_is_the_one_that_is_handed_over(case: Case, delivery: Delivery) -> None:
    case.moved("dispatched", "available", channel="counter")
    assert delivery.hand(case.subject, case.document, SIGNED).delivery == "0a" * 16
    other = Case(case.desk)
    other.moved("dispatched", name="0b" * 16)
    assert delivery.hand(other.subject, other.document, SIGNED).delivery != "0b" * 16


def test_what_the_centre_says_is_delivered_is_not_handed_over_or_sent_again(case: Case, delivery: Delivery) -> None:
    case.moved("dispatched", "collected", "delivered", legal_date=TODAY)
    for work in (
        lambda: delivery.hand(case.subject, case.document, SIGNED),
        lambda: delivery.dispatch(case.subject, case.document, "post", Addressee()),
    ):
        with pytest.raises(Refused, match="already_delivered"):
            work()


def test_the_channel_follows_wish_consent_and_what_was_found(desk: FakeDesk, delivery: Delivery) -> None:
    case = Case(desk, way="inbox")
    assert delivery.choice(case.subject, case.document, Addressee(has_inbox=True)).why == "consent_missing"
    desk.actions.systems.inbox.consent(case.subject, Consenting(given=True, how="paper"))
    choice = delivery.choice(case.subject, case.document, Addressee(has_inbox=True))
    assert (choice.channel, choice.why) == ("inbox_personal", "wish")
    assert delivery.choice(case.subject, case.document, Addressee()).why == "inbox_unknown"


def test_sent_is_recorded_and_not_sent_twice(case: Case, delivery: Delivery) -> None:
    delivery.dispatch(case.subject, case.document, "inbox_personal", AGREED, "has_inbox")
    (one,) = case.document.deliveries
    assert (one.channel, one.why, one.state, case.kinds()[-1]) == (
        "inbox_personal",
        "has_inbox",
        "dispatched",
        "delivery.dispatched",
    )
    with pytest.raises(Refused, match="delivery_under_way"):
        delivery.dispatch(case.subject, case.document, "post", AGREED)


@pytest.mark.parametrize(
    ("channel", "whom", "code"),
    [
        ("inbox_personal", Addressee(), "consent_missing"),
        ("inbox_personal", Addressee(has_inbox=False, consent=True), "no_inbox"),
        ("inbox_notification", AGREED, "personal_required"),
        ("notice_board", AGREED, "notice_is_last"),
    ],
)
def test_a_closed_way_is_refused(case: Case, delivery: Delivery, channel: str, whom: Addressee, code: str) -> None:
    with pytest.raises(Refused, match=code):
        delivery.dispatch(case.subject, case.document, channel, whom)  # type: ignore[arg-type]


def test_public_notice_comes_after_another_way_has_failed(case: Case, delivery: Delivery) -> None:
    case.moved("dispatched", "returned")
    delivery.dispatch(case.subject, case.document, "notice_board", Addressee())
    assert case.document.deliveries[-1].channel == "notice_board"


def test_a_slip_is_noted_with_its_day_and_number(case: Case, delivery: Delivery) -> None:
    case.moved("dispatched")
    delivery.note(case.subject, case.document.deliveries[0], Slip(state="returned", on=TODAY, number=" RE 1 "))
    (one,) = case.document.deliveries
    assert (one.state, one.steps[-1].evidence.number) == ("returned", "RE 1")


@pytest.mark.parametrize("day", ["", "2026-13-01", "2999-01-01", "23.11.2026."])
def test_a_day_that_cannot_stand_on_a_slip_is_marked(case: Case, delivery: Delivery, day: str) -> None:
    case.moved("dispatched")
    with pytest.raises(Invalid, match="slip_day"):
        delivery.note(case.subject, case.document.deliveries[0], Slip(state="returned", on=day))


def test_a_step_that_cannot_follow_is_refused(case: Case, delivery: Delivery) -> None:
    case.moved("dispatched", "returned")
    with pytest.raises(Refused, match="delivery_step_impossible"):
        delivery.note(case.subject, case.document.deliveries[0], Slip(state="collected", on=TODAY))


@pytest.mark.parametrize(("channel", "state"), [("inbox_personal", "refused"), ("post", "opened")])
def test_what_only_the_inbox_may_say_is_not_noted_here(
    case: Case, delivery: Delivery, channel: str, state: Noting
) -> None:
    case.moved("dispatched", "available", channel=channel)
    with pytest.raises(Refused, match="only_inbox_says"):
        delivery.note(case.subject, case.document.deliveries[0], Slip(state=state, on=TODAY))


def test_a_document_that_the_case_does_not_have_is_neither_sent_nor_handed_over(case: Case, delivery: Delivery) -> None:
    strange = replace(case.document, ref=replace(case.document.ref, sha256="f" * 64))
    before = case.kinds()
    with pytest.raises(Refused, match="document_unknown"):
        delivery.dispatch(case.subject, strange, "post", AGREED)
    with pytest.raises(Refused, match="document_unknown"):
        delivery.hand(case.subject, strange, SIGNED)
    assert case.kinds() == before


def test_the_confirmation_tells_what_was_recorded_here(case: Case, delivery: Delivery) -> None:
    body = delivery.hand(case.subject, case.document, SIGNED)
    facts = delivery.facts(case.subject, body.delivery)
    assert (facts.handed, facts.kind) == (body, "решење")
    with pytest.raises(Refused, match="not_handed_here"):
        delivery.facts(case.subject, "0f" * 16)


def test_an_annulled_case_an_unknown_one_and_nobody_deliver_nothing(
    case: Case, desk: FakeDesk, delivery: Delivery
) -> None:
    document = case.document
    with pytest.raises(Refused, match="request_unknown"):
        delivery.hand(bytes(16), document, SIGNED)
    desk.actions.annulling.annul(case.subject, "двапут унет")
    with pytest.raises(CounterError, match="already_annulled"):
        delivery.hand(case.subject, document, SIGNED)
    desk.sessions.end()
    with pytest.raises(SignIn):
        delivery.hand(case.subject, document, SIGNED)


def test_a_long_signature_is_thinned_and_keeps_both_ends() -> None:
    long = tuple(part for x in range(2000) for part in (x, x))
    (stroke,) = bounded((long,))
    assert len(stroke) // 2 <= MOST_POINTS
    assert stroke[:2] == (0, 0)
    assert stroke[-2:] == (PAD, PAD)
    assert bounded(((5, 6),)) == ((5, 6),)
    assert bounded(()) == ()


@pytest.mark.parametrize("mark", ["held", "refused"])
def test_what_the_centre_did_not_take_is_done_again(desk: FakeDesk, case: Case, delivery: Delivery, mark: Mark) -> None:
    def not_taken() -> None:
        seq = desk.journal.subjects[case.subject][-1].header.seq
        ways = desk.case_files.ways.get(case.subject, {})
        desk.case_files.ways[case.subject] = {**ways, seq: Way(mark=mark, code="document_unknown")}

    delivery.dispatch(case.subject, case.document, "post", Addressee())
    not_taken()
    delivery.dispatch(case.subject, case.document, "counter", Addressee())
    not_taken()
    first = delivery.hand(case.subject, case.document, SIGNED)
    not_taken()
    second = delivery.hand(case.subject, case.document, SIGNED)
    assert first.delivery != second.delivery
    assert [one.taken_here for one in case.document.deliveries] == [False, False, False, True]


def test_a_dialog_that_was_open_while_the_act_was_dated_hands_over_what_it_became(
    desk: FakeDesk, case: Case, delivery: Delivery
) -> None:
    before = case.document
    body = ActUpgraded(of=before.ref.sha256, paper=replace(before.ref, sha256="b" * 64), level="B-T")
    desk.journal.record(NewEntry(kind="act.upgraded", subject=case.subject, grant="", body=canonical.encode(body)))
    assert delivery.hand(case.subject, before, SIGNED).document.sha256 == "b" * 64
