"""A relay speaks with the centre: parcels of any desk, answers for desks of its office; desks fetch their key."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from clerk_app.contract import canonical, relay
from clerk_app.contract.enrolment import parse
from clerk_app.contract.exchange import EXCHANGE, Problem, Summary, prove
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.parcel import framed, split
from clerk_app.contract.relay import RELAY_PROOF_HEADER, OfficeKeyAnswer, RelayEnrolmentRequest, RelayKey
from tests.central.conftest import Running
from tests.central.relay.test_relays import SIGNER, enrolled
from tests.support.lone_desk import Caller, LoneDesk


class Asking:
    """A relay of an office, on the line."""

    def __init__(self, caller: Caller, name: str, signer: SigningKey = SIGNER) -> None:
        self._caller, self._name, self._signer = caller, name, signer

    def ask(self, method: str, target: str, body: bytes = b"") -> httpx.Response:
        shown = prove(self._name, self._signer, method, target, relay.RELAY_PURPOSE)
        return self._caller.client.request(method, target, headers={RELAY_PROOF_HEADER: shown}, content=body)

    def answer(self, desk: LoneDesk, position: int = 0, have: int = 0) -> httpx.Response:
        return self.ask("GET", f"{relay.ANSWERS}?desk={desk.code}&position={position}&have={have}")


def code_of(reply: httpx.Response) -> str:
    return canonical.decode(reply.content, Problem).code


@pytest.fixture
def office(shared: Running) -> str:
    return shared.office()


@pytest.fixture
def here(shared: Running, office: str) -> LoneDesk:
    """A desk of the relay's office at which somebody has signed in."""
    return shared.clerk(office=office)


@pytest.fixture
def asking(shared: Running, office: str, here: LoneDesk) -> Iterator[Asking]:
    made = enrolled(shared, office)
    with Caller(shared.url, here.anchor) as caller:
        yield Asking(caller, made.relay)


def test_a_relay_enrols_and_is_told_its_key_over_the_line(shared: Running, office: str, caller: Caller) -> None:
    signer = SigningKey(b"z" * 32)
    secret = relay_secret(shared, office)
    reply = caller.client.post(relay.ENROLMENTS, content=canonical.encode(RelayEnrolmentRequest(secret, signer.public)))
    assert reply.status_code == 201
    made = canonical.decode(reply.content, relay.RelayEnrolmentAnswer)
    told = canonical.decode(Asking(caller, made.relay, signer).ask("GET", relay.KEY).content, RelayKey)
    assert (told.office, told.generation) == (office, 1)


def relay_secret(shared: Running, office: str) -> str:
    return parse(shared.central.parts.relays.make_code(office)).secret


def test_a_relay_brings_parcels_of_several_desks_and_they_are_accepted(
    shared: Running, office: str, here: LoneDesk, asking: Asking
) -> None:
    other = shared.clerk(office=office)
    parcels = [desk.cut(desk.receive()) for desk in (here, other)]
    taken = canonical.decode(asking.ask("POST", EXCHANGE, b"".join(map(framed, parcels))).content, Summary)
    assert [(one.desk, one.accepted, one.have) for one in taken.parcels] == [(here.code, 1, 1), (other.code, 1, 1)]
    again = canonical.decode(asking.ask("POST", EXCHANGE, framed(parcels[0])).content, Summary)
    assert [(one.known, one.accepted) for one in again.parcels] == [(1, 0)]


def test_answers_come_sealed_to_the_desk_and_say_what_was_asked_with(here: LoneDesk, asking: Asking) -> None:
    asking.ask("POST", EXCHANGE, framed(here.cut(here.receive())))
    reply = asking.answer(here)
    (raw,) = split([reply.content])
    said = here.opened(raw)
    assert (said.have, said.asked) == (1, (0, 0))
    assert reply.headers[relay.HAVE_HEADER] == "1"
    assert reply.headers[relay.POSITION_HEADER] == str(said.position)
    assert reply.headers[relay.MORE_HEADER] == "0"
    (raw,) = split([asking.answer(here, said.position, 1).content])
    assert here.opened(raw).asked == (said.position, 1)


def test_nothing_is_told_for_a_desk_of_another_office_or_to_one_that_is_no_relay(
    shared: Running, here: LoneDesk, asking: Asking, caller: Caller
) -> None:
    assert code_of(asking.answer(shared.desk())) == "desk_elsewhere"
    target = f"{relay.ANSWERS}?desk={here.code}&position=0&have=0"
    assert code_of(caller.ask(here, "GET", target)) == "relay_unknown"
    assert code_of(Asking(caller, "R999").ask("POST", EXCHANGE)) == "relay_unknown"
    assert code_of(asking.ask("GET", f"{relay.ANSWERS}?desk={here.code}&position=x&have=0")) == "malformed"


def test_a_desk_is_told_of_its_offices_key_and_fetches_it(here: LoneDesk, asking: Asking, caller: Caller) -> None:
    assert caller.answer(here).office_key == 1
    sealed = canonical.decode(caller.ask(here, "POST", relay.OFFICE_KEY).content, OfficeKeyAnswer)
    key = relay.open_key(sealed, here.code, here.seal, here.anchor.centre_sign)
    told = canonical.decode(asking.ask("GET", relay.KEY).content, RelayKey)
    assert (relay.mac_of(key), key.generation) == (told.mac, told.generation)


def test_where_there_is_no_relay_nothing_is_told_and_there_is_no_key(desk: LoneDesk, caller: Caller) -> None:
    assert caller.answer(desk).office_key == 0
    assert code_of(caller.ask(desk, "POST", relay.OFFICE_KEY)) == "office_key_none"


def test_a_desk_that_is_fenced_is_not_given_the_new_key_and_the_others_hear_of_it(
    shared: Running, office: str, here: LoneDesk, asking: Asking, caller: Caller
) -> None:
    gone = shared.desk(office)
    assert caller.answer(gone).office_key == 1
    listening = caller.listen(here)
    assert next(listening).office_key == 1
    shared.central.parts.enrolment.retire(gone.code, bytes(32))
    listening.close()
    assert caller.answer(here).office_key == 2
    assert caller.answer(gone).office_key == 0
    assert code_of(caller.ask(gone, "POST", relay.OFFICE_KEY)) == "desk_fenced"
