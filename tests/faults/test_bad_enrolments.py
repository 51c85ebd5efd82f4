"""Becoming a desk when something is wrong: what is said in both languages, that nothing stays behind, and a retry."""

from __future__ import annotations

import hashlib
import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from clerk_app.actions.enrolling import Replaced
from clerk_app.app.enrol import enrol
from clerk_app.app.enrol_words import enrolment_words
from clerk_app.app.stop import Stop
from clerk_app.contract import canonical
from clerk_app.contract.enrolment import Anchor, Code, fingerprint, parse, show
from clerk_app.domain.errors import Cancelled, CounterError, Unavailable
from clerk_app.i18n import Texts
from tests.faults.aftermath import desk_of
from tests.journeys.town import CLERK, PASSWORD, Terminal, Town, place_of
from tests.support.bad_centre import BadCentre, Mood
from tests.support.central_process import RESOURCES
from tests.support.certificates import TestAuthority
from tests.support.raw_server import RawServer, Talk
from tests.support.tcp_relay import TcpRelay

OURS = {"demo-secret", "desk.db.lock"}
"""What may stay of an enrolment that failed: the secret of this computer, and a lock that nobody holds."""
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def authority() -> TestAuthority:
    return TestAuthority()


@pytest.fixture
def serve() -> Iterator[Callable[..., RawServer]]:
    servers: list[RawServer] = []

    def start(handler: Callable[[Talk], None], context: ssl.SSLContext | None = None) -> RawServer:
        servers.append(RawServer(handler, context))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def files(root: Path) -> set[str]:
    return {path.name for path in root.rglob("*") if path.is_file()} - OURS


def said(root: Path, url: str, code: str, *, expected: str, stays: bool) -> str:
    """What is said, in Serbian, of an enrolment that fails; nothing of it stays, the code perhaps ``stays`` good."""
    place = place_of(root)
    before = files(root)
    with pytest.raises(CounterError) as caught:
        enrol(place, url, code)
    assert caught.value.code == expected
    assert files(root) == before
    assert not place.enrolled
    serbian = Texts(RESOURCES / "texts", strict=True)
    words = [enrolment_words(caught.value, place, texts, url) for texts in (serbian.in_language("en"), serbian)]
    assert ["still good" in words[0].way_out, "Код и даље важи" in words[1].way_out] == [stays, stays]
    return f"{words[1].why} {words[1].way_out}"


def becomes_a_desk(town: Town, root: Path, code: str) -> None:
    """The same code works once the fault is over, and somebody can work there."""
    enrol(place_of(root), town.url, code)
    assert Terminal(root).as_clerk("queue", user=CLERK, password=PASSWORD).code == 0


def anchored(authority: TestAuthority) -> tuple[Callable[[Talk], None], str]:
    """A centre that shows its keys as it should and is asked no more; with a code of its own."""
    anchor = Anchor("70000", "Пробна", b"s" * 32, b"x" * 32, b"e" * 32, authority.pem)

    def handler(talk: Talk) -> None:
        while talk.request() is not None:
            talk.answer(canonical.encode(anchor))

    return handler, show(Code("ABCDEFGH", fingerprint(anchor)))


def test_no_centre_there(town: Town, tmp_path: Path) -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        url, code = f"https://127.0.0.1:{unheard.getsockname()[1]}", town.code()
        words = said(tmp_path, url, code, expected="line_down", stays=True)
    assert url in words
    assert "нико не одговара" in words
    becomes_a_desk(town, tmp_path, code)


def test_something_that_accepts_and_says_nothing(town: Town, tmp_path: Path, serve) -> None:
    server, code = serve(lambda talk: talk.head()), town.code()
    words = said(tmp_path, f"https://127.0.0.1:{server.port}", code, expected="line_slow", stays=True)
    assert "није стигао на време" in words
    becomes_a_desk(town, tmp_path, code)


@pytest.mark.parametrize(
    ("mood", "expected", "part"),
    [
        ("silent", "line_slow", "није стигао на време"),
        ("slow", "line_slow", "није стигао на време"),
        ("portal", "line_portal", "пријавите се на мрежу"),
        ("garbage", "line_portal", "нешто што није центар"),
        ("hangs_up", "line_down", "нико не одговара"),
        ("broken", "centre_trouble", "сметње на својој страни"),
        ("busy", "centre_trouble", "сметње на својој страни"),
    ],
)
def test_a_centre_that_is(
    mood: Mood, expected: str, part: str, town: Town, tmp_path: Path, authority: TestAuthority
) -> None:
    code = town.code()
    with BadCentre(mood, authority.server_context()) as centre:
        assert part in said(tmp_path, centre.url, code, expected=expected, stays=True)
    becomes_a_desk(town, tmp_path, code)


def test_a_portal_that_does_not_even_speak_tls(town: Town, tmp_path: Path, serve) -> None:
    server = serve(lambda talk: talk.answer(b"<html></html>", kind="text/html"))
    said(tmp_path, f"https://127.0.0.1:{server.port}", town.code(), expected="line_portal", stays=True)


@pytest.mark.parametrize(
    ("valid", "address", "expected", "part"),
    [
        ((-2 * DAY, -DAY), "127.0.0.1", "line_certificate_time", "По сату овог рачунара, који показује"),
        ((DAY, 2 * DAY), "127.0.0.1", "line_certificate_time", "Подесите датум и време"),
        ((-DAY, DAY), "127.0.0.2", "line_certificate", "мора да гласи на њу"),
    ],
    ids=["clock ahead", "clock behind", "another address"],
)
def test_a_certificate_that_does_not_fit(
    valid: tuple[timedelta, timedelta],
    address: str,
    expected: str,
    part: str,
    tmp_path: Path,
    authority: TestAuthority,
    serve,
) -> None:
    handler, code = anchored(authority)
    server = serve(handler, authority.server_context(valid=valid, address=address))
    assert part in said(tmp_path, server.url, code, expected=expected, stays=True)


def test_a_code_of_another_centre(town: Town, tmp_path: Path, authority: TestAuthority) -> None:
    _, foreign = anchored(authority)
    assert "није уписан" in said(tmp_path, town.url, foreign, expected="anchor_mismatch", stays=False)


def test_a_code_that_was_never_given(town: Town, tmp_path: Path) -> None:
    wrong = show(Code("AAAAAAAA", parse(town.code()).fingerprint))
    assert "погрешан, искоришћен или истекао" in said(
        tmp_path, town.url, wrong, expected="enrolment_code_wrong", stays=False
    )


def test_a_code_that_is_used_up(town: Town, tmp_path: Path) -> None:
    code = town.code()
    enrol(place_of(tmp_path / "first"), town.url, code)
    assert "искоришћен" in said(tmp_path / "second", town.url, code, expected="enrolment_code_wrong", stays=False)


def test_a_code_that_is_none(town: Town, tmp_path: Path) -> None:
    assert "24 знака" in said(tmp_path, town.url, "ABCD", expected="enrolment_code", stays=False)


@pytest.mark.parametrize("lasts", [1, 2])
def test_a_line_that_breaks_midway_costs_not_even_the_code(town: Town, tmp_path: Path, lasts: int) -> None:
    """The second connection asks to be a desk, the third brings the escrow: the centre has made the desk by then."""
    relay, code = TcpRelay(town.central.port, lasts=lasts), town.code()
    try:
        said(tmp_path, relay.url, code, expected="line_down", stays=True)
    finally:
        relay.close()
    becomes_a_desk(town, tmp_path, code)


def test_a_disk_that_refuses_the_identity_leaves_no_half_of_a_desk(town: Town, tmp_path: Path) -> None:
    before, code, place = desk_of(town.desk(f"{tmp_path.name}-before")), town.code(), place_of(tmp_path)
    place.paths.identity.mkdir()
    with pytest.raises(Unavailable, match="file_not_written"):
        enrol(place, town.url, code, Replaced(before))
    assert files(tmp_path) == set()
    place.paths.identity.rmdir()
    becomes_a_desk(town, tmp_path, code)


def test_stopping_ends_the_wait_and_nothing_stays(town: Town, tmp_path: Path, authority: TestAuthority, serve) -> None:
    stop, code = Stop(), town.code()

    def silent(talk: Talk) -> None:
        talk.head()
        stop.now()
        talk.head()

    server = serve(silent, authority.server_context())
    with pytest.raises(Cancelled):
        enrol(place_of(tmp_path), server.url, code, stop=stop)
    assert files(tmp_path) == set()
    becomes_a_desk(town, tmp_path, code)


def test_what_was_put_aside_is_never_put_over(town: Town, tmp_path: Path) -> None:
    """The file of a desk before, and what a power cut left of this one: both are kept, each under its own name."""
    place, code = place_of(tmp_path), town.code()
    place.paths.database.write_bytes(b"the desk before")
    relay = TcpRelay(town.central.port, lasts=3)
    enrol(place, relay.url, code)
    relay.close()
    place.paths.identity.unlink()
    half = hashlib.sha256(place.paths.database.read_bytes()).hexdigest()
    enrol(place, town.url, code)
    kept = {hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.glob("desk.db.*-before*")}
    assert {half, hashlib.sha256(b"the desk before").hexdigest()} <= kept
