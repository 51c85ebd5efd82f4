"""A correction that changes what a fee goes by is noted with what the fee would be; nothing else is forgotten by it."""

from __future__ import annotations

from sqlalchemy import delete, select

from clerk_app.central.case_fees import fee_changed
from clerk_app.central.catalogue import Catalogue
from clerk_app.central.schema import ENTRY_BODY, REQUEST
from clerk_app.contract import canonical
from clerk_app.contract.answers import Findings
from clerk_app.domain.bodies import FeeCharged, FeeLine, RequestCorrected
from clerk_app.domain.case_bodies import RequestSupplemented
from tests.central.conftest import Running
from tests.support.paid_cases import PaidCase, taken

LOCAL = "2026-09-25T10:00:00+02:00"
COPIES = FeeCharged(
    lines=(
        FeeLine(
            code="certificate",
            level="republic",
            tariff="1, 11",
            amount=70_000,
            valid_from="2019-07-01",
            unit=70_000,
            quantity="1",
        ),
    ),
    total=70_000,
    inputs={"request.copies": "1"},
)


def certificate(shared: Running, **changed: object) -> PaidCase:
    """A request of one copy of a certificate, each of which costs as much."""
    form = {"request.copies": "1", "request.purpose": "employment"}
    told = {"service": "citizenship-certificate", "form": form, "fee": COPIES, **changed}
    return taken(shared.central.parts, shared.clerk(), **told)


def corrected(copies: str) -> RequestCorrected:
    return RequestCorrected(base_version=2, form={"request.copies": copies})


def of_fee(case: PaidCase) -> list[dict[str, str]]:
    """What is noted last of the fee."""
    told = case.told("findings")
    found = canonical.decode(told[-1], Findings).findings if told else []
    return [one for one in found if one["where"] == "fee"]


CHANGED = {"code": "fee_changed", "where": "fee", "charged": "700,00"}


def test_a_corrected_input_of_the_fee_is_noted_with_what_the_fee_would_be(shared: Running) -> None:
    case = certificate(shared)
    assert of_fee(case) == []
    assert case.record("request.corrected", corrected("50")) == ("accepted", "")
    assert of_fee(case) == [CHANGED | {"amount": "35.000,00"}]
    assert case.seen(case.republic).amount == 70_000
    case.record("request.corrected", corrected("3"))
    assert of_fee(case) == [CHANGED | {"amount": "2.100,00"}]
    case.record("request.corrected", RequestCorrected(base_version=2, form={"request.purpose": "health"}))
    assert of_fee(case) == [CHANGED | {"amount": "2.100,00"}]
    case.report("1", 80_000, case.republic)
    case.record("request.corrected", corrected("1"))
    assert [one["code"] for one in of_fee(case)] == ["overpaid"], "the fee agrees again, and nothing else is forgotten"


def test_what_is_brought_changes_the_fee_as_a_correction_does(shared: Running) -> None:
    case = certificate(shared)
    body = RequestSupplemented(base_version=2, received_local=LOCAL, clerk="c", form={"request.copies": "50"})
    assert case.record("request.supplemented", body) == ("accepted", "")
    assert of_fee(case) == [CHANGED | {"amount": "35.000,00"}]
    case.record("request.supplemented", RequestSupplemented(base_version=2, received_local=LOCAL, clerk="c", note="x"))
    assert of_fee(case) == [CHANGED | {"amount": "35.000,00"}]


def test_a_correction_in_the_same_parcel_forgets_nothing_that_was_noted_there(shared: Running) -> None:
    desk, parts = shared.clerk(), shared.central.parts
    form = {"request.copies": "1", "request.purpose": "employment"}
    received = desk.receive(service="citizenship-certificate", form=form, fee=COPIES, number="није број")
    about = received.header.subject
    entries = [desk.write("request.corrected", corrected(copies), about) for copies in ("2", "50")]
    parts.accepting.take(desk.cut(received, *entries))
    case = PaidCase(parts, desk, about, "није број", received.header.seq)
    found = canonical.decode(case.told("findings")[-1], Findings).findings
    assert [one["code"] for one in found] == ["provisional_number_wrong", "fee_changed"]
    assert found[-1] == CHANGED | {"amount": "35.000,00"}


def test_without_its_body_or_its_definition_nothing_can_be_said_of_a_fee(shared: Running) -> None:
    case = certificate(shared)
    case.record("request.corrected", corrected("50"))
    service = Catalogue("primerovo").service
    with case.parts.database.write() as connection:
        request = connection.execute(select(REQUEST).where(REQUEST.c.subject == case.about)).one()
        known = service(connection, request.service, request.service_version)
        assert [one["code"] for one in fee_changed(connection, request, known)] == ["fee_changed"]
        assert fee_changed(connection, request, None) == []
        connection.execute(delete(ENTRY_BODY).where(ENTRY_BODY.c.desk == case.desk.code))
        assert fee_changed(connection, request, known) == []
