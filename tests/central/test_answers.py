"""The answers stream: the first at once, then each commit, signed and sealed, within bounds."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import httpx
import pytest

from clerk_app.central.feed import MOST
from clerk_app.central.publishing import publish
from clerk_app.central.relay import office_keys
from clerk_app.contract import canonical, catalogue
from clerk_app.contract.answers import HEAD_BYTES, Answers, open_answers
from clerk_app.contract.catalogue_folder import Loaded
from clerk_app.contract.exchange import ANSWERS, STREAM_TYPE, Problem
from clerk_app.contract.parcel import split
from clerk_app.domain.errors import Damaged
from clerk_app.sync.spooled import ALL_HEARD
from tests.central.conftest import Running
from tests.contract.definitions import GOOD
from tests.support.lone_desk import Caller, LoneDesk

SMALL = catalogue.load(GOOD.encode())


def test_the_first_answer_comes_at_once_and_the_next_with_a_commit(
    shared: Running, caller: Caller, desk: LoneDesk
) -> None:
    with Caller(shared.url, desk.anchor) as other:
        stream = caller.listen(desk)
        assert next(stream).have == 0
        other.send(desk, desk.cut(desk.receive()))
        assert next(stream).have == 1
        stream.close()


def test_an_answer_tells_the_centres_clock_and_nobody_else_can_read_it(
    caller: Caller, desk: LoneDesk, shared: Running
) -> None:
    reply = caller.ask(desk, "GET", f"{ANSWERS}?position=0&have=0&hold=0")
    assert reply.headers["content-type"].startswith(STREAM_TYPE)
    (raw,) = split([reply.content])
    assert desk.opened(raw).now == shared.clock.at
    stranger = shared.desk()
    with pytest.raises(Damaged, match="answer_not_ours"):
        open_answers(raw, stranger.code, stranger.seal, desk.anchor.centre_sign)
    with pytest.raises(Damaged, match="seal_broken"):
        open_answers(raw, desk.code, stranger.seal, desk.anchor.centre_sign)


def test_a_desk_that_has_heard_everything_is_answered_in_a_few_bytes(caller: Caller, desk: LoneDesk) -> None:
    caller.send(desk, desk.cut(desk.receive(), desk.receive()))
    caller.until(desk, lambda answer: bool(answer.changes))
    reply = caller.ask(desk, "GET", f"{ANSWERS}?position={ALL_HEARD}&have={ALL_HEARD}&hold=0")
    (raw,) = split([reply.content])
    said = desk.opened(raw)
    assert (said.results, said.changes, said.more) == ([], [], False)
    assert len(raw) < 300


def test_a_desk_that_says_what_it_was_told_is_answered_by_nothing_at_all_until_there_is_news(
    caller: Caller, desk: LoneDesk
) -> None:
    caller.send(desk, desk.cut(desk.receive()))
    said = caller.until(desk, lambda answer: bool(answer.changes))[-1]
    told = caller.ask(desk, "GET", f"{ANSWERS}?position={said.position}&have={said.have}&hold=0")
    (raw,) = split([told.content])
    known = f"position={said.position}&have={said.have}&hold=0&reference={desk.opened(raw).reference}"
    reply = caller.ask(desk, "GET", f"{ANSWERS}?{known}")
    assert (reply.status_code, reply.content) == (204, b"")
    for other in (known.replace("have=1", "have=0"), known.replace("reference=", "reference=1"), known + "0"):
        assert caller.ask(desk, "GET", f"{ANSWERS}?{other}").status_code == 200
    caller.send(desk, desk.cut(desk.receive()))
    caller.until(desk, lambda answer: answer.have == said.have + 1)
    assert caller.ask(desk, "GET", f"{ANSWERS}?{known}").status_code == 200


def test_a_new_key_of_the_office_is_told_by_an_idle_poll_and_costs_nothing_before_and_after(centre: Running) -> None:
    parts, desk = centre.central.parts, centre.clerk()

    def poll(told: Answers) -> Answers | None:
        known = f"position={told.position}&have={told.have}&hold=0&reference={told.reference + told.office_key}"
        reply = caller.ask(desk, "GET", f"{ANSWERS}?{known}")
        if reply.status_code == 204:
            return None
        (raw,) = split([reply.content])
        return desk.opened(raw)

    office = parts.desks.get(desk.code).office
    with Caller(centre.url, desk.anchor) as caller:
        said = caller.answer(desk)
        assert poll(said) is None
        for generation in (1, 2):
            with parts.database.write() as connection:
                if generation == 1:
                    office_keys.begin(connection, parts.keys, office, parts.now())
                else:
                    office_keys.rotate(connection, parts.keys, office, parts.now())
            news = poll(said)
            assert news is not None
            assert (news.reference, news.office_key) == (said.reference, generation)
            assert poll(news) is None
            said = news


def test_a_publish_is_told_at_once_and_then_no_more(centre: Running) -> None:
    parts, desk = centre.central.parts, centre.clerk()
    with Caller(centre.url, desk.anchor) as listener, Caller(centre.url, desk.anchor) as sender:
        stream = listener.listen(desk)
        before = next(stream).reference
        newer = replace(SMALL, version=7)
        assert publish(parts.database, parts.keys.municipality, Loaded({"small.toml": newer}, ())).new
        assert next(stream).reference == before + 7
        sender.send(desk, desk.cut(desk.receive()))
        assert next(stream).reference == 0
        stream.close()


def test_more_than_fits_comes_in_pieces(caller: Caller, desk: LoneDesk) -> None:
    caller.send(desk, *(desk.cut(*(desk.receive() for _ in range(65))) for _ in range(4)))
    heard: set[int] = set()
    position = 0
    for answer in caller.listen(desk):
        assert len(answer.changes) <= MOST
        assert answer.position > position or not answer.changes
        position = answer.position
        heard |= {change.seq for change in answer.changes if change.kind == "registered"}
        if len(heard) == 260:
            break
    assert heard == set(range(1, 261))
    whole = caller.answer(desk)
    assert whole.more
    assert len(whole.changes) == MOST
    assert whole.position == whole.changes[-1].position


def test_a_desk_hears_nothing_of_others(shared: Running, caller: Caller, desk: LoneDesk) -> None:
    stranger = shared.clerk()
    caller.send(desk, desk.cut(desk.receive(), desk.receive(grant="")))
    caller.until(desk, lambda answer: bool(answer.changes))
    with Caller(shared.url, stranger.anchor) as other:
        answer = other.answer(stranger)
    assert (answer.changes, answer.results, answer.alarms, answer.have) == ([], [], [], 0)


def test_a_held_stream_ends_by_itself(caller: Caller, desk: LoneDesk) -> None:
    began = time.monotonic()
    assert len(list(caller.listen(desk, hold=1))) == 1
    assert time.monotonic() - began >= 1


def test_a_stopping_centre_lets_its_listeners_go(centre: Running) -> None:
    desk = centre.desk()
    ended = threading.Event()
    spoken = threading.Event()

    def listen() -> None:
        with Caller(centre.url, desk.anchor) as caller:
            try:
                for _ in caller.listen(desk, hold=50):
                    spoken.set()
            except httpx.HTTPError:
                """A stream that was cut has ended too."""
        ended.set()

    listener = threading.Thread(target=listen)
    listener.start()
    assert spoken.wait(10)
    centre.central.stop()
    assert ended.wait(10)
    listener.join()


@pytest.mark.parametrize("query", ["position=x&have=0", "position=-1&have=0", "position=0&have=99999999999999999999"])
def test_numbers_that_are_none_are_a_clear_problem(caller: Caller, desk: LoneDesk, query: str) -> None:
    reply = caller.ask(desk, "GET", f"{ANSWERS}?{query}")
    assert (reply.status_code, canonical.decode(reply.content, Problem).code) == (422, "malformed")


def test_the_head_of_the_chain_is_told_when_it_has_moved(caller: Caller, desk: LoneDesk) -> None:
    """A desk compares it with its own: a folder restored from an old copy and worked on has another one."""
    assert caller.answer(desk).chain_head == b""
    entries = [desk.receive() for _ in range(2)]
    caller.send(desk, desk.cut(*entries))
    for answer in (caller.answer(desk), caller.answer(desk, have=2)):
        assert (answer.chain_ok_to, answer.chain_head) == (2, entries[1].hash[:HEAD_BYTES])
    heard = [answer for answer in caller.listen(desk, have=2, hold=1) if answer.chain_head]
    assert len(heard) == 1
