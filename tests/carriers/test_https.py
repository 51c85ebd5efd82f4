"""Parcels stream up, answers stream down, and a cut ends both."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from clerk_app.carriers.https import HttpsLine
from clerk_app.carriers.wire import SILENCE, pinned_wire
from clerk_app.contract import canonical
from clerk_app.contract.exchange import PROBLEM_PREFIX, PROBLEM_TYPE, STREAM_TYPE, Problem, Summary, Taken
from clerk_app.contract.parcel import MOST_BYTES, framed, split
from clerk_app.domain.errors import CounterError, Refused, Unavailable
from tests.support.raw_server import Request, Talk

STREAM_HEAD = f"HTTP/1.1 200 OK\r\nContent-Type: {STREAM_TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()


@pytest.fixture
def line_to(serve, authority, tls):
    """A line to a server that does what the handler says."""
    wires = []

    def open_line(handler, patience: float = SILENCE) -> HttpsLine:
        wires.append(pinned_wire(serve(handler, tls).url, authority.pem))
        return HttpsLine(wires[-1], patience=patience)

    yield open_line
    for wire in wires:
        wire.close()


def chunk(raw: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(raw), raw)


def test_parcels_arrive_as_they_were(line_to) -> None:
    seen: list[Request] = []

    def handler(talk: Talk) -> None:
        while (request := talk.request()) is not None:
            seen.append(request)
            talk.answer(status="204 No Content")

    parcels = [b"a", b"b" * 10_000, b"c" * 70_000]
    line_to(handler).send(iter(parcels))
    assert (seen[0].method, seen[0].target, seen[0].headers["content-type"]) == ("POST", "/v1/exchange", STREAM_TYPE)
    assert list(split([seen[0].body])) == parcels


def test_nothing_to_send_dials_nobody(line_to) -> None:
    def handler(talk: Talk) -> None:
        raise AssertionError

    line_to(handler).send(iter(()))


def test_a_parcel_is_on_the_line_before_the_next_is_made(line_to) -> None:
    first_seen = threading.Event()

    def handler(talk: Talk) -> None:
        talk.head()
        while b"first" not in talk.held:
            talk.held += talk.sock.recv(4096)
        first_seen.set()
        while b"0\r\n\r\n" not in talk.held:
            talk.held += talk.sock.recv(4096)
        talk.answer()

    def parcels() -> Iterator[bytes]:
        yield b"first"
        assert first_seen.wait(20)
        yield b"second"

    line_to(handler).send(parcels())


def test_a_page_instead_of_an_answer_is_not_taken_for_one(line_to) -> None:
    def handler(talk: Talk) -> None:
        while talk.request() is not None:
            talk.answer(b"<html>", kind="text/html")

    line = line_to(handler)
    with pytest.raises(Unavailable, match="line_portal"):
        line.send(iter((b"x",)))
    with pytest.raises(Unavailable, match="line_portal"):
        list(line.answers(0, 0, 0))


def test_a_refusal_in_the_middle_of_sending_is_heard(line_to) -> None:
    problem = canonical.encode(Problem(type=PROBLEM_PREFIX + "signature_wrong", title="", status=422))

    def handler(talk: Talk) -> None:
        talk.head()
        talk.answer(problem, status="422 No", kind=PROBLEM_TYPE, extra="Connection: close\r\n")
        while talk.sock.recv(65536):
            """Read on, so that the answer is not lost to a reset."""

    with pytest.raises(Refused, match="signature_wrong"):
        line_to(handler).send(iter([b"x" * 100_000] * 3))


def test_what_the_caller_meets_while_making_parcels_comes_through(line_to) -> None:
    def handler(talk: Talk) -> None:
        talk.request()

    def parcels() -> Iterator[bytes]:
        yield b"first"
        raise Unavailable("store_busy")

    with pytest.raises(Unavailable, match="store_busy"):
        line_to(handler).send(parcels())


def test_answers_come_one_by_one_while_the_stream_is_open(line_to) -> None:
    taken = threading.Event()
    seen: list[str] = []

    def handler(talk: Talk) -> None:
        request = talk.request()
        assert request is not None
        seen.append(request.target)
        whole = framed(b"one") + framed(b"two")
        talk.send(STREAM_HEAD + chunk(whole[:3]) + chunk(whole[3:9]))
        assert taken.wait(20)
        talk.send(chunk(whole[9:]) + b"0\r\n\r\n")

    stream = line_to(handler).answers(7, 8, 50)
    assert next(stream) == b"one"
    taken.set()
    assert list(stream) == [b"two"]
    assert seen == ["/v1/answers?position=7&have=8&hold=50"]


def test_a_question_tells_of_the_line_with_the_shortest_of_the_last_delays(line_to) -> None:
    seen: list[str] = []
    told: list[int] = []

    def handler(talk: Talk) -> None:
        while (request := talk.request()) is not None:
            seen.append(request.target)
            talk.send(STREAM_HEAD + chunk(framed(b"one")) + b"0\r\n\r\n")

    line = line_to(handler)

    def tell(delay: int) -> str:
        told.append(delay)
        return "1.2.3.4.5" if told[1:] else ""

    line.tell(tell)
    for _ in range(2):
        assert list(line.answers(0, 0, 0)) == [b"one"]
    assert told[0] == 0
    assert 0 <= told[1] < 20_000
    assert seen == ["/v1/answers?position=0&have=0&hold=0", "/v1/answers?position=0&have=0&hold=0&link=1.2.3.4.5"]


@pytest.mark.parametrize("place", range(1, len(framed(b"one") + framed(b"two"))))
def test_a_stream_cut_at_any_byte_gives_only_whole_answers(line_to, place: int) -> None:
    whole = framed(b"one") + framed(b"two")

    def handler(talk: Talk) -> None:
        talk.request()
        talk.send(STREAM_HEAD + chunk(whole[:place]))

    got: list[bytes] = []
    with pytest.raises(Unavailable, match="line_down"):
        got.extend(line_to(handler).answers(0, 0, 0))
    assert got == [b"one", b"two"][: place // 7]


@pytest.mark.parametrize("place", range(1, len(framed(b"one") + framed(b"two"))))
def test_a_stream_that_somebody_ends_properly_within_an_answer_was_cut_too(line_to, place: int) -> None:
    """A proxy whose own line broke ends the body as if it were whole."""
    whole = framed(b"one") + framed(b"two")

    def handler(talk: Talk) -> None:
        talk.request()
        talk.send(STREAM_HEAD + chunk(whole[:place]) + b"0\r\n\r\n")

    got: list[bytes] = []
    stream = line_to(handler).answers(0, 0, 0)
    if place % 7:
        with pytest.raises(Unavailable, match="line_down"):
            got.extend(stream)
    else:
        got.extend(stream)
    assert got == [b"one", b"two"][: place // 7]


def dripping(drop: bytes, over: threading.Event, before: bytes = b"") -> Callable[[Talk], None]:
    """Sends ``before``, then one drop after the other, so that the line is never silent and never done."""

    def handler(talk: Talk) -> None:
        talk.request()
        talk.send(STREAM_HEAD + (chunk(before) if before else b""))
        while not over.wait(0.02):
            talk.send(chunk(drop))

    return handler


@pytest.mark.parametrize(
    ("before", "drop"), [(b"", framed(b"")), ((5000).to_bytes(4), b"x"), (framed(b"one"), framed(b""))]
)
def test_a_stream_that_drips_is_slow(line_to, before: bytes, drop: bytes) -> None:
    over, got = threading.Event(), []
    with pytest.raises(Unavailable, match="line_slow"):
        got.extend(line_to(dripping(drop, over, before), patience=0.3).answers(0, 0, 50))
    over.set()
    assert got == ([b"one"] if before == framed(b"one") else [])


def test_an_answer_that_stalls_midway_is_slow(line_to) -> None:
    over = threading.Event()

    def handler(talk: Talk) -> None:
        talk.request()
        talk.send(STREAM_HEAD + chunk(framed(b"one") + framed(b"two")[:5]))
        over.wait(20)

    got: list[bytes] = []
    with pytest.raises(Unavailable, match="line_slow"):
        got.extend(line_to(handler, patience=0.3).answers(0, 0, 0))
    over.set()
    assert got == [b"one"]


def test_an_answer_in_drops_that_keep_pace_is_whole(line_to) -> None:
    def handler(talk: Talk) -> None:
        talk.request()
        drops = (chunk(bytes([byte])) for byte in framed(b"one") + framed(b"two"))
        talk.send(STREAM_HEAD)
        for drop in drops:
            talk.send(drop)
        talk.send(b"0\r\n\r\n")

    assert list(line_to(handler).answers(0, 0, 0)) == [b"one", b"two"]


def test_garbage_under_the_right_name_is_not_ours(line_to) -> None:
    def handler(talk: Talk) -> None:
        talk.request()
        talk.answer((MOST_BYTES + 1).to_bytes(4) + b"garbage", kind=STREAM_TYPE)

    with pytest.raises(Unavailable, match="line_portal"):
        list(line_to(handler).answers(0, 0, 0))


def test_nothing_new_is_no_answer_and_only_where_it_was_asked_for(line_to) -> None:
    seen: list[str] = []
    talks = 0

    def handler(talk: Talk) -> None:
        nonlocal talks
        talks += 1
        while (request := talk.request()) is not None:
            seen.append(request.target)
            talk.answer(status="204 No Content")

    line = line_to(handler)
    for _ in range(2):
        assert list(line.answers(7, 8, 0, reference=9)) == []
    assert seen == ["/v1/answers?position=7&have=8&hold=0&reference=9"] * 2
    assert talks == 1
    with pytest.raises(Unavailable, match="line_portal"):
        list(line.answers(7, 8, 0))


def endless() -> Iterator[bytes]:
    while True:
        yield b"x" * 500_000


def started(work: Callable[[], object], ended: list[str]) -> threading.Thread:
    """A thread that does ``work`` and notes the code of the error that ends it."""

    def note() -> None:
        try:
            work()
        except CounterError as error:
            ended.append(error.code)

    thread = threading.Thread(target=note)
    thread.start()
    return thread


def test_a_blocked_send_and_a_held_stream_end_when_the_line_is_cut(line_to) -> None:
    blocked, over = threading.Barrier(3), threading.Event()

    def handler(talk: Talk) -> None:
        head = talk.head()
        assert head is not None
        if head.startswith("GET"):
            talk.send(STREAM_HEAD)
        blocked.wait(20)
        over.wait(20)

    line = line_to(handler)
    ended: list[str] = []
    up = started(lambda: line.send(endless()), ended)
    down = started(lambda: list(line.answers(0, 0, 50)), ended)
    blocked.wait(20)
    line.cut()
    up.join(5)
    down.join(5)
    over.set()
    assert ended == ["line_down", "line_down"]


def test_parcels_are_carried_for_others_and_each_has_its_outcome(line_to) -> None:
    said = Summary([Taken(desk="A7", first=0, known=0, accepted=1 - n, refused=n, held=0, have=4) for n in (0, 1)])
    seen: list[Request] = []

    def handler(talk: Talk) -> None:
        while (request := talk.request()) is not None:
            seen.append(request)
            talk.answer(canonical.encode(said), kind="application/json")

    line = line_to(handler)
    assert line.carry([]) == []
    assert seen == []
    assert line.carry([b"a", b"b" * 10_000]) == said.parcels
    assert list(split([seen[0].body])) == [b"a", b"b" * 10_000]
