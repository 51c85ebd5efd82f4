"""Reference data: signed, and only what is newer."""

from __future__ import annotations

import httpx

from clerk_app.contract import canonical, catalogue, reference
from clerk_app.contract.exchange import REFERENCE
from clerk_app.contract.reference import DeskCertificate, Municipality, ReferenceAnswer
from clerk_app.domain.checkdigits import check_account
from tests.central.conftest import RESOURCES
from tests.support.lone_desk import Caller, LoneDesk


def test_reference_data_is_signed_and_only_what_is_newer_is_sent(caller: Caller, desk: LoneDesk) -> None:
    everything = items(caller.ask(desk, "GET", REFERENCE), desk)
    municipality = canonical.decode(everything["municipality"].body, Municipality)
    assert check_account(municipality.local_fee_account) == check_account(municipality.republic_fee_account) == ""
    services = {name for name in everything if name.startswith("service/")}
    assert len(services) == len(list((RESOURCES / "catalogue").glob("*.toml")))
    assert all(catalogue.item_name(catalogue.decode(everything[name].body)) == name for name in services)
    certificates = canonical.decode(everything["desks"].body, list[DeskCertificate])
    assert (desk.code, desk.sign.public) in [(one.desk, one.public) for one in certificates]
    known = {name: item.version for name, item in everything.items()}
    assert items(caller.ask(desk, "POST", REFERENCE, content=canonical.encode(known)), desk) == {}


def items(reply: httpx.Response, desk: LoneDesk) -> dict[str, reference.Item]:
    answer = canonical.decode(reply.content, ReferenceAnswer)
    return {item.name: item for item in reference.verified(answer, desk.anchor.centre_sign)}
