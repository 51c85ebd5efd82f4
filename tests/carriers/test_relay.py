"""A desk's line to its relay over real TLS: only a relay of the office is told anything, whoever stands between."""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.carriers.relay import OfficeLine, OfficeRoads, parts_of
from clerk_app.carriers.tls import unverified_context
from clerk_app.contract.answers import open_answers
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.relay import OfficeKey, derive
from clerk_app.domain.errors import CounterError, Damaged, Invalid, Refused, Unavailable
from clerk_app.relay import certificate
from clerk_app.relay.shelf import Limits
from clerk_app.sync.cutting import Cutter
from tests.support.fake_outbox import FakeOutbox
from tests.support.lone_relay import KEY, KEYS, LoneRelay, told
from tests.support.raw_server import PATIENCE, RawServer, Talk
from tests.support.sync_entries import CENTRE_SIGN, DESK, DESK_SEAL, IDENTITY


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[LoneRelay]:
    made = LoneRelay(tmp_path)
    yield made
    made.stop()


@pytest.fixture
def roads() -> OfficeRoads:
    return OfficeRoads(DESK, lambda: ("127.0.0.1:1",))


def parcels(count: int = 1, cutter: Cutter | None = None) -> list[bytes]:
    outbox = FakeOutbox()
    outbox.accept(count)
    cutter = cutter or Cutter(IDENTITY)
    made = []
    while (cut := outbox.cut(1, 0)) is not None:
        made.append(cutter.parcel(cut))
    return made


def heard(line: OfficeLine, came: list[bytes]) -> bool:
    came += line.answers(0, 0, 0)
    return bool(came)


def met(roads: OfficeRoads, address: str, key: OfficeKey = KEY) -> CounterError:
    with pytest.raises(CounterError) as raised:
        roads.reach(address, derive(key))
    return raised.value


def test_parcels_are_on_the_relays_disk_when_it_has_answered(relay: LoneRelay, roads: OfficeRoads) -> None:
    relay.upstream.down = True
    line, hello = roads.reach(relay.address, KEYS)
    made = parcels(3)
    line.send(iter(made))
    line.send(iter(made))
    assert [one.raw for one in relay.shelf.kept(10**6, 10)] == made
    assert hello.relay == "R1"
    line.close()


def test_answers_come_back_sealed_as_the_centre_gave_them(relay: LoneRelay, roads: OfficeRoads) -> None:
    line, _ = roads.reach(relay.address, KEYS)
    assert list(line.answers(0, 0, 0)) == []
    line.send(iter(parcels()))
    with relay.upstream.spoke:
        assert relay.upstream.spoke.wait_for(lambda: "carry" in relay.upstream.asked, PATIENCE)
    came: list[bytes] = []
    with relay.upstream.spoke:
        assert relay.upstream.spoke.wait_for(lambda: heard(line, came), PATIENCE)
    said = open_answers(came[0], DESK, DESK_SEAL, CENTRE_SIGN.public)
    assert (said.have, said.asked) == (1, (0, 0))
    line.close()


def test_neighbours_parcels_are_read_with_their_numbers(tmp_path: Path) -> None:
    relay = LoneRelay(tmp_path)
    relay.upstream.down = True
    relay.learn(told(KEY, "M1"))
    line, _ = OfficeRoads("M1", tuple).reach(relay.address, KEYS)
    mine, _ = OfficeRoads(DESK, tuple).reach(relay.address, KEYS)
    made = parcels(2)
    mine.send(iter(made))
    found = line.neighbours(0)
    assert [one.raw for one in found] == made
    assert [one.raw for one in line.neighbours(found[0].number)] == made[1:]
    assert mine.neighbours(0) == []
    for one in (line, mine):
        one.close()
    relay.stop()


def test_a_parcel_of_another_desk_or_with_another_signature_is_not_taken(relay: LoneRelay, roads: OfficeRoads) -> None:
    line, _ = roads.reach(relay.address, KEYS)
    foreign = parcels(cutter=Cutter(replace(IDENTITY, desk="M1")))
    forged = parcels(cutter=Cutter(replace(IDENTITY, signer=SigningKey(b"x" * 32))))
    with pytest.raises(Refused, match="desk_wrong"):
        line.send(iter(foreign))
    with pytest.raises(Refused, match="signature_wrong"):
        line.send(iter(forged))
    with pytest.raises(Refused, match="malformed"):
        line.send(iter([b"nothing of ours"]))
    assert relay.shelf.kept(10**6, 10) == []
    line.close()


def test_a_full_relay_and_a_full_disk_are_said(tmp_path: Path, roads: OfficeRoads) -> None:
    for name, limits, pages, code in (
        ("full", Limits(of_desk=300), 0, "relay_full"),
        ("disk", Limits(), 16, "relay_disk"),
    ):
        (tmp_path / name).mkdir()
        relay = LoneRelay(tmp_path / name, limits=limits, most_pages=pages)
        relay.upstream.down = True
        line, _ = roads.reach(relay.address, KEYS)
        with pytest.raises(Unavailable, match=code):
            line.send(iter(parcels(60)))
        line.close()
        relay.stop()


def test_a_relay_of_another_office_is_told_nothing(relay: LoneRelay, roads: OfficeRoads) -> None:
    assert met(roads, relay.address, OfficeKey(1, b"x" * 32)).code == "relay_proof"
    assert relay.shelf.listeners(0) == []


def test_an_old_generation_on_either_side_has_its_own_words(relay: LoneRelay, roads: OfficeRoads) -> None:
    assert met(roads, relay.address, OfficeKey(2, b"n" * 32)).code == "relay_key_old"
    relay.learn(told(OfficeKey(2, b"n" * 32)))
    assert met(roads, relay.address).code == "office_key_old"


def test_whoever_answers_without_the_offices_key_is_foreign(roads: OfficeRoads) -> None:
    def answers_well(talk: Talk) -> None:
        while talk.request() is not None:
            talk.answer(b'{"relay":"R1","run":"AAAA"}', extra="Relay-Proof: c29tZXRoaW5n\r\n")

    server = RawServer(answers_well, certificate.server_context(certificate.make()))
    error = met(roads, f"127.0.0.1:{server.port}")
    assert isinstance(error, Damaged)
    assert error.code == "relay_foreign"
    server.close()


def test_a_man_in_the_middle_with_a_certificate_of_his_own_carries_no_hello(
    relay: LoneRelay, roads: OfficeRoads
) -> None:
    """He passes on every byte, and reads them: the real relay sees that the desk spoke to somebody else."""
    heard: list[bytes] = []
    server = RawServer(lambda talk: between(talk, relay.address, heard), certificate.server_context(certificate.make()))
    assert met(roads, f"127.0.0.1:{server.port}").code == "relay_proof"
    assert any(b"Office-Proof" in piece for piece in heard)
    server.close()


def test_a_hello_that_was_overheard_is_of_no_use_elsewhere(relay: LoneRelay, roads: OfficeRoads) -> None:
    heard: list[bytes] = []
    server = RawServer(lambda talk: between(talk, relay.address, heard), certificate.server_context(certificate.make()))
    met(roads, f"127.0.0.1:{server.port}")
    request = next(piece for piece in heard if b"Office-Proof" in piece)
    with (
        socket.create_connection(parts_of(relay.address), PATIENCE) as plain,
        unverified_context().wrap_socket(plain) as sock,
    ):
        sock.sendall(request)
        assert b"401" in sock.recv(65536).partition(b"\r\n")[0]
    server.close()


def test_another_certificate_on_the_same_connection_pool_is_not_spoken_to(
    relay: LoneRelay, roads: OfficeRoads, tmp_path: Path
) -> None:
    """The relay's place on the network is taken between two requests."""
    port = parts_of(relay.address)[1]
    line, _ = roads.reach(relay.address, KEYS)
    relay.stop()
    other = socket.create_server(("127.0.0.1", port))
    shown = threading.Thread(target=_shows_another, args=(other,))
    shown.start()
    with pytest.raises(Unavailable):
        line.hello()
    other.shutdown(socket.SHUT_RDWR)
    other.close()
    shown.join(PATIENCE)
    line.close()


def test_nobody_at_the_address_is_said_and_an_address_that_is_none(roads: OfficeRoads) -> None:
    assert roads.find() == ("127.0.0.1:1",)
    assert met(roads, "127.0.0.1:1").code == "relay_none"
    for wrong in ("", "nothing", "host:", "host:x", "host:99999"):
        with pytest.raises(Invalid, match="relay_address"):
            parts_of(wrong)
    assert parts_of("[::1]:8444") == ("::1", 8444)


def _shows_another(listening: socket.socket) -> None:
    context = certificate.server_context(certificate.make())
    with contextlib.suppress(OSError):
        while True:
            sock, _ = listening.accept()
            sock.settimeout(PATIENCE)
            with contextlib.suppress(OSError, ssl.SSLError):
                context.wrap_socket(sock, server_side=True).close()
            sock.close()


def between(talk: Talk, address: str, heard: list[bytes]) -> None:
    """Both ways, in the clear in between; by one thread, for a TLS connection is not for two."""
    with (
        socket.create_connection(parts_of(address), PATIENCE) as plain,
        unverified_context().wrap_socket(plain) as relay,
        contextlib.suppress(OSError),
    ):
        while True:
            for source, target in ((talk.sock, relay), (relay, talk.sock)):
                piece = _at_hand(source)
                if piece == b"":
                    return
                if piece is not None:
                    if source is talk.sock:
                        heard.append(piece)
                    target.sendall(piece)
            select.select((talk.sock, relay), (), (), PATIENCE)


def _at_hand(source: socket.socket) -> bytes | None:
    """What has come already, nothing for now, or the end."""
    source.settimeout(0)
    try:
        return source.recv(65536)
    except ssl.SSLWantReadError:
        return None
    finally:
        source.settimeout(PATIENCE)
