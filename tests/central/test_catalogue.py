"""What the centre notes on a request that it receives."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.central.catalogue import Catalogue, due_from, due_on, examine
from clerk_app.contract import catalogue
from clerk_app.domain import fees
from clerk_app.domain.bodies import FeeCharged, OrderTerms
from clerk_app.domain.catalogue import Deadline
from tests.central.conftest import RESOURCES, Running
from tests.domain.services import stall
from tests.support.lone_desk import SERVICE, received

SERVICE_FILE = RESOURCES / "catalogue" / f"{SERVICE}.toml"


def codes(**changed: object) -> list[str]:
    service = catalogue.load(SERVICE_FILE.read_bytes())
    right = fees.charge(service, {}, day="2026-09-21").fee
    body = received("A1", 7, **{"fee": right, **changed})
    return [finding.code for finding in examine(body, "A1", service, service.version)]


def test_a_right_request_has_no_findings() -> None:
    assert codes() == []


def test_each_defect_has_its_code() -> None:
    assert codes(fee=FeeCharged(total=1)) == ["fee_differs"]
    assert codes(number="A2-000007-X") == ["provisional_number_wrong"]
    assert codes(fee=FeeCharged(exemption="nema")) == ["exemption_unknown", "fee_differs"]
    assert examine(received("A1", 7), "A1", None, 0)[0].code == "service_unknown"
    service = catalogue.load(SERVICE_FILE.read_bytes())
    assert "service_outdated" in [one.code for one in examine(received("A1", 7), "A1", service, service.version + 1)]


def test_a_deadline_that_was_counted_otherwise_is_noted_and_the_centres_counts() -> None:
    service = catalogue.load(SERVICE_FILE.read_bytes())
    on_a_holiday = received("A1", 7, received_local="2026-01-01T10:00:00+01:00", deadline="2026-01-01")
    assert due_on(on_a_holiday, service) == "2026-01-05"
    (found,) = [one for one in examine(on_a_holiday, "A1", service, 1) if one.code == "deadline_differs"]
    assert found.params == {"desk": "01.01.2026.", "centre": "05.01.2026."}
    assert codes(deadline="2026-09-21") == []
    assert due_on(on_a_holiday, None) == "2026-01-01"
    assert due_on(received("A1", 7, received_local="soon", deadline="never"), service) == ""


def test_services_are_found_by_id_and_version(shared: Running) -> None:
    services = Catalogue("primerovo")
    with shared.central.parts.database.read() as connection:
        newest = services.newest(connection, 0)
        assert newest[SERVICE] == 1
        first = services.service(connection, SERVICE, 1)
        assert first is services.service(connection, SERVICE, 1)
        assert services.service(connection, SERVICE, 99) is None
    assert first == catalogue.load(SERVICE_FILE.read_bytes())


def test_time_runs_anew_from_the_day_that_made_the_request_whole() -> None:
    service = catalogue.load(SERVICE_FILE.read_bytes())
    in_days = replace(service, deadline=Deadline(kind="days", days=30))
    assert due_from(in_days, "2026-11-02T10:00:00+01:00") == "2026-12-02"
    assert due_from(replace(service, deadline=Deadline(kind="booked")), "2026-11-02T10:00:00+01:00") == ""
    assert due_from(service, "soon") == due_from(None, "2026-11-02T10:00:00+01:00") == ""


def test_a_tariff_that_the_desk_did_not_have_yet_is_noted_with_both_sums() -> None:
    service = stall()
    form = {"place.kind": "other"}
    fee = fees.charge(service, form, day="2026-09-21").fee
    body = received("A1", 7, fee=fee, form=form)

    def found(since: str) -> dict[str, dict[str, str]]:
        dearer = tuple(replace(one, amount=one.amount + 10_000, valid_from=since) for one in service.fees)
        newer = replace(service, version=2, fees=(*service.fees, *dearer))
        return {one.code: one.params for one in examine(body, "A1", service, 2, newer)}

    late = found("2026-07-01")
    assert late["tariff_newer"] == {"old": "330,00", "new": "400,00", "version": "2"}
    assert "fee_differs" not in late, "by the version that the entry names it is right"
    assert "tariff_newer" not in found("2026-09-22")


def test_a_reference_whose_control_is_wrong_is_noted() -> None:
    service = catalogue.load(SERVICE_FILE.read_bytes())
    fee = fees.charge(service, {}, day="2026-09-21").fee
    terms = (OrderTerms(level="republic", model="97", reference="52048"),)
    assert codes(fee=replace(fee, terms=terms)) == ["reference_check_digits"]
