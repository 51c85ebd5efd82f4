"""What citizens file becomes a case of an office, is worked on once it is paid, and goes back to them as it goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import func, select, update

from clerk_app.central.clock import DAY, HOUR
from clerk_app.central.portal.accounts import Citizen as Speaker
from clerk_app.central.portal.submitting import MOST_DISCONTINUED, Portal
from clerk_app.central.portal.tables import PORTAL_FILING, PORTAL_SERVICE
from clerk_app.central.schema import REQUEST
from clerk_app.contract import canonical
from clerk_app.contract.answers import Answers, Change, Findings, Status
from clerk_app.contract.cases import PORTAL, Case
from clerk_app.contract.portal import Filed, Filing, Pay, Supplement, Withdrawal, read_code
from clerk_app.domain import numbers
from clerk_app.domain.case_bodies import CaseHanded, CaseMoved
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.domain.people import Person
from tests.central.conftest import Running
from tests.support.citizen import STALL
from tests.support.lone_desk import Caller, LoneDesk

JASNA = Speaker("jasna.primeric", Person(id_number="1403989905121", surname="Примерић", given_name="Јасна"))
VUK = Speaker("vuk.ogledic", Person(id_number="0202984980010", surname="Огледић", given_name="Вук"))
OFFICE = "usluzni-centar"


def filing(key: str = "filing-one", service: str = "public-area", **more: object) -> Filing:
    return Filing(**{"key": key, "service": service, "form": STALL, **more})  # type: ignore[arg-type]


@pytest.fixture
def portal(centre: Running) -> Portal:
    return centre.central.parts.portal


@pytest.fixture
def handler(centre: Running) -> LoneDesk:
    return centre.clerk("omodelic", "model-2026", OFFICE)


@pytest.fixture
def caller(centre: Running, handler: LoneDesk) -> Iterator[Caller]:
    with Caller(centre.url, handler.anchor) as speaking:
        yield speaking


def changes(said: list[Answers]) -> list[Change]:
    return [change for answer in said for change in answer.changes]


def case_of(caller: Caller, desk: LoneDesk) -> tuple[Change, Case]:
    said = caller.until(desk, lambda answer: any(change.kind == "case" for change in answer.changes))
    told = next(change for change in changes(said) if change.kind == "case")
    return told, canonical.decode(told.body, Case)


def move(caller: Caller, desk: LoneDesk, case: Case, state: str, **more: object) -> tuple[str, str]:
    """What the centre says of a step that the desk has recorded."""
    body = CaseMoved(base_version=99, state=state, clerk="omodelic", **more)  # type: ignore[arg-type]
    number = desk.sent + 1
    caller.send(desk, desk.cut(desk.write("case.moved", body, case.subject)))
    results = caller.answer(desk, have=number - 1).results
    return (results[0].outcome, results[0].code) if results else ("accepted", "")


def test_a_filing_is_a_case_of_the_office_that_serves_its_service(
    centre: Running, portal: Portal, caller: Caller, handler: LoneDesk
) -> None:
    filed, new = portal.file(JASNA, filing(enclosures=("Скица",), note="хитно"))
    assert new
    assert numbers.parse_portal(filed.number)
    assert (filed.payment, filed.amount, filed.pay_by) == ("issued", 132000, centre.clock.at + 72 * HOUR)
    told, case = case_of(caller, handler)
    assert (told.desk, case.office, case.payment, case.received.number) == (PORTAL, OFFICE, "issued", filed.number)
    assert case.received.applicant.id_number == JASNA.person.id_number
    assert [one.title for one in case.received.enclosures] == ["Скица"]
    assert case.received.form["place.zone"] == "third"
    seen = portal.filing(JASNA, filed.number)
    assert (seen.state, seen.unique_number) == ("zaveden", numbers.UniqueNumber(case.serial, case.year).compact())
    assert [step.kind for step in seen.history] == ["filed", "registered"]
    code = read_code(filed.code, handler.anchor.centre_sign)
    assert (code.municipality, code.number) == ("primerovo", filed.number)


def test_another_office_hears_nothing_of_it(centre: Running, portal: Portal) -> None:
    stranger = centre.clerk()
    portal.file(JASNA, filing())
    centre.central.parts.numbering.give()
    with Caller(centre.url, stranger.anchor) as other:
        assert other.answer(stranger).changes == []


def test_a_service_of_another_office_goes_there(centre: Running, portal: Portal) -> None:
    with centre.central.parts.database.write() as connection:
        row = {"municipality": "primerovo", "service": "marriage", "office": "mk-uzorno", "offered": True, "version": 0}
        connection.execute(PORTAL_SERVICE.insert().values(row))
    assert portal.file(JASNA, filing(service="marriage", form={}))[0].office == "Месна канцеларија Узорно"


def test_what_is_not_paid_is_not_worked_on_and_once_it_is_paid_it_is(
    portal: Portal, caller: Caller, handler: LoneDesk
) -> None:
    number = portal.file(JASNA, filing())[0].number
    _, case = case_of(caller, handler)
    assert move(caller, handler, case, "u_radu") == ("refused", "payment_missing")
    assert portal.pay(JASNA, number, Pay("pending")).payment == "pending"
    assert move(caller, handler, case, "resen_usvojen") == ("refused", "payment_missing")
    assert portal.pay(JASNA, number, Pay()).payment == "paid"
    assert portal.pay(JASNA, number, Pay()).payment == "paid"
    heard = [change for change in caller.answer(handler).changes if change.kind == "payment"]
    assert [canonical.decode(change.body, dict)["state"] for change in heard] == ["pending", "paid"]
    assert move(caller, handler, case, "u_radu", note="узето у рад") == ("accepted", "")
    seen = portal.filing(JASNA, number)
    assert (seen.state, seen.pay_by) == ("u_radu", None)
    assert [(step.kind, step.state) for step in seen.history[-3:]] == [
        ("payment", "pending"),
        ("payment", "paid"),
        ("status", "u_radu"),
    ]


def test_a_call_to_supplement_is_answered_online_to_the_same_effect(
    portal: Portal, caller: Caller, handler: LoneDesk
) -> None:
    number = portal.file(JASNA, filing())[0].number
    portal.pay(JASNA, number, Pay())
    _, case = case_of(caller, handler)
    with pytest.raises(Refused, match="not_called"):
        portal.supplement(JASNA, number, Supplement(note="ево"))
    move(caller, handler, case, "neuredan_dopuna", missing=("површина",), supplement_by="2026-10-20")
    called = portal.filing(JASNA, number)
    assert (called.state, called.missing, called.supplement_by) == ("neuredan_dopuna", ("површина",), "2026-10-20")
    with pytest.raises(Invalid, match="nothing_brought"):
        portal.supplement(JASNA, number, Supplement(form=dict(STALL)))
    brought = Supplement(form={"place.area": "4", "place.zone": "nowhere"}, enclosures=("Скица",), note="ево")
    seen = portal.supplement(JASNA, number, brought)
    assert (seen.state, seen.missing, seen.form["place.area"]) == ("u_radu", (), "4")
    kinds = [change.kind for change in caller.answer(handler).changes]
    assert kinds[-3:] == ["supplemented", "status", "findings"]
    last = [change.version for change in caller.answer(handler).changes][-3:]
    assert last == sorted(set(last))


def test_what_a_supplement_makes_of_the_fee_stays_noted_beside_what_is_wrong_with_the_form(
    portal: Portal, caller: Caller, handler: LoneDesk
) -> None:
    number = portal.file(JASNA, filing())[0].number
    portal.pay(JASNA, number, Pay())
    _, case = case_of(caller, handler)
    move(caller, handler, case, "neuredan_dopuna", missing=("површина",), supplement_by="2026-10-20")
    larger = {"place.area": "400", "place.from": "2026-12-01", "place.to": "2026-12-10", "holder.phone": "нема"}
    portal.supplement(JASNA, number, Supplement(form=larger))
    told = [change for change in caller.answer(handler).changes if change.kind == "findings"]
    codes = [one["code"] for one in canonical.decode(told[-1].body, Findings).findings]
    assert "fee_changed" in codes
    assert len(codes) > 1


def test_an_unpaid_case_that_was_supplemented_waits_for_its_payment(
    portal: Portal, caller: Caller, handler: LoneDesk
) -> None:
    number = portal.file(JASNA, filing())[0].number
    _, case = case_of(caller, handler)
    move(caller, handler, case, "neuredan_dopuna", missing=("скица",), supplement_by="2026-10-20")
    assert portal.supplement(JASNA, number, Supplement(enclosures=("Скица",))).state == "ceka_uplatu"


def test_what_was_not_paid_in_time_is_discontinued(
    centre: Running, portal: Portal, caller: Caller, handler: LoneDesk
) -> None:
    first, second, third = (portal.file(JASNA, filing(f"filing-{n}"))[0].number for n in range(3))
    portal.pay(JASNA, second, Pay("pending"))
    portal.withdraw(JASNA, third, Withdrawal("предомислила сам се"))
    case_of(caller, handler)
    centre.clock.at += 71 * HOUR
    assert portal.discontinue_unpaid() == 0
    centre.clock.at += 2 * HOUR
    said = caller.until(handler, lambda answer: any(change.kind == "status" for change in answer.changes))
    (told,) = (canonical.decode(one.body, Status) for one in changes(said) if one.kind == "status")
    assert (told.state, bool(told.note)) == ("obustavljen", True)
    states = [(seen.state, seen.payment) for seen in (portal.filing(JASNA, one) for one in (first, second, third))]
    assert states == [("obustavljen", "expired"), ("zaveden", "pending"), ("zaveden", "issued")]
    with pytest.raises(Refused, match="case_finished"):
        portal.pay(JASNA, first, Pay())
    assert portal.discontinue_unpaid() == 0


def test_many_that_were_not_paid_are_ended_in_bounded_steps(centre: Running, portal: Portal) -> None:
    for place in range(3):
        portal.file(JASNA, filing(f"filing-{place}"))
    with centre.central.parts.database.write() as connection:
        connection.execute(update(PORTAL_FILING).values(pay_by=centre.clock.at - DAY))
    assert portal.discontinue_unpaid() == 3 < MOST_DISCONTINUED


def test_a_withdrawal_is_heard_and_ends_nothing_by_itself(portal: Portal, caller: Caller, handler: LoneDesk) -> None:
    number = portal.file(JASNA, filing(service="birth-extract", form={}))[0].number
    case_of(caller, handler)
    seen = portal.withdraw(JASNA, number, Withdrawal("више не треба"))
    assert (seen.withdrawn, seen.state) == (True, "zaveden")
    assert portal.withdraw(JASNA, number, Withdrawal()).history == seen.history
    assert [change.kind for change in caller.answer(handler).changes][-1] == "withdrawn"


def test_a_hand_over_is_told_by_its_office_and_nobodys_notes(portal: Portal, caller: Caller, handler: LoneDesk) -> None:
    number = portal.file(JASNA, filing())[0].number
    told, case = case_of(caller, handler)
    handed = CaseHanded(
        base_version=told.version, to="x", to_name="И. Измислић", clerk="omodelic", office="mk-uzorno", note="интерно"
    )
    caller.send(handler, handler.cut(handler.write("case.handed", handed, case.subject)))
    seen = portal.filing(JASNA, number)
    assert (seen.office, seen.history[-1].kind) == ("Месна канцеларија Узорно", "handed")
    assert "интерно" not in canonical.encode(seen).decode()
    assert "Измислић" not in canonical.encode(seen).decode()


def test_the_same_key_is_the_same_filing_and_never_another(portal: Portal) -> None:
    first, new = portal.file(JASNA, filing())
    again, newer = portal.file(JASNA, filing())
    assert (again.number, new, newer) == (first.number, True, False)
    assert portal.file(VUK, filing())[0].number != first.number
    with pytest.raises(Refused, match="idempotency_conflict"):
        portal.file(JASNA, filing(note="друго"))


def test_two_at_once_under_one_key_are_one(centre: Running, portal: Portal) -> None:
    ready = threading.Barrier(4)
    numbers_given: list[str] = []

    def file(who: Speaker, key: str) -> None:
        ready.wait(10)
        numbers_given.append(portal.file(who, filing(key))[0].number)

    threads = [threading.Thread(target=file, args=(who, "filing-same")) for who in (JASNA, JASNA, VUK, VUK)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(numbers_given) == 4
    assert len(set(numbers_given)) == 2
    with centre.central.parts.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(REQUEST)).scalar_one() == 2


def test_nobody_sees_or_moves_what_another_filed(portal: Portal) -> None:
    number = portal.file(JASNA, filing())[0].number
    actions: list[Callable[[], Filed]] = [
        lambda: portal.filing(VUK, number),
        lambda: portal.pay(VUK, number, Pay()),
        lambda: portal.supplement(VUK, number, Supplement(note="x")),
        lambda: portal.withdraw(VUK, number, Withdrawal()),
    ]
    for action in actions:
        with pytest.raises(Refused, match="filing_unknown"):
            action()
    assert portal.filings(VUK).filings == []


def test_content_is_never_refused_and_what_is_doubtful_stands_with_it(portal: Portal) -> None:
    form = {"place.zone": "nowhere", "place.nothing": "x", "other[3].thing": "y", "place.area": "a\u202eb"}
    filed, _ = portal.file(JASNA, filing(form=form, delivery="pigeon", exemption="none", phone="\0x"))
    found = {(finding.code, finding.where) for finding in filed.findings}
    assert {("choice_unknown", "place.zone"), ("fields_unknown", "form"), ("delivery_not_offered", "delivery")} <= found
    assert {("hidden_characters", "place.area"), ("exemption_unknown", "fee")} <= found
    assert "place.nothing" not in filed.form


def test_somebody_else_can_be_spoken_for(portal: Portal, caller: Caller, handler: LoneDesk) -> None:
    mother = Person(surname="Примерић", given_name="Мила", id_number="0101990900009")
    portal.file(JASNA, filing(applicant=mother))
    received = case_of(caller, handler)[1].received
    assert (received.applicant.given_name, received.representative and received.representative.given_name) == (
        "Мила",
        "Јасна",
    )


def test_a_service_that_no_desk_knows_is_told_by_its_name(portal: Portal, caller: Caller, handler: LoneDesk) -> None:
    portal.file(JASNA, filing(service="parking-permit", form={"vehicle.plate": "PM-000-XX"}))
    case = case_of(caller, handler)[1]
    assert (case.received.service, case.service_name) == ("parking-permit", "Станарска паркинг карта")
    assert case.received.form == {"vehicle.plate": "PM-000-XX"}
    with pytest.raises(Refused, match="service_unknown"):
        portal.file(JASNA, filing("filing-two", service="nothing"))


def test_special_values_stay_at_the_centre(portal: Portal, caller: Caller, handler: LoneDesk) -> None:
    form = {"claim.kind": "first", "members[0].relation": "child", "members[0].disability": "yes"}
    filed = portal.file(JASNA, filing(service="child-allowance", form=form))[0]
    case = case_of(caller, handler)[1]
    hidden = set(filed.form) - set(case.received.form)
    assert any("disability" in name for name in hidden)


def test_a_services_row_can_take_it_off_the_portal(centre: Running, portal: Portal) -> None:
    offered = [one.id for one in portal.services().services]
    assert {"marriage", "parking-permit"} < set(offered)
    with centre.central.parts.database.write() as connection:
        row = {"municipality": "primerovo", "service": "marriage", "office": "", "offered": False, "version": 0}
        connection.execute(PORTAL_SERVICE.insert().values(row))
    assert "marriage" not in [one.id for one in portal.services().services]
    with pytest.raises(Refused, match="service_unknown"):
        portal.service("marriage")


def test_pages_of_filings_are_bounded_and_newest_first(portal: Portal) -> None:
    given = [portal.file(JASNA, filing(f"filing-{n}", service="birth-extract", form={}))[0].number for n in range(53)]
    first = portal.filings(JASNA)
    rest = portal.filings(JASNA, first.filings[-1].number)
    assert (len(first.filings), first.more, len(rest.filings), rest.more) == (50, True, 3, False)
    assert [one.number for one in (*first.filings, *rest.filings)] == given[::-1]


def test_numbers_begin_anew_with_the_year(centre: Running, portal: Portal) -> None:
    first = portal.file(JASNA, filing("filing-old"))[0].number
    centre.clock.at += 200 * DAY
    second = portal.file(JASNA, filing("filing-new"))[0].number
    read = [numbers.parse_portal(one) for one in (first, second)]
    assert [(one.year, one.serial) for one in read if one] == [(2026, 1), (2027, 1)]
