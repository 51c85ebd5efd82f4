"""One gapless sequence for whoever asks by whatever way, and one number for a key, though a centre is killed."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

import httpx
import pytest

from clerk_app.central.registry.clients import Client
from clerk_app.central.registry.numbers import Submissions, path_number
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract.registry import Submission
from clerk_app.domain.errors import Refused
from clerk_app.domain.numbers import UniqueNumber
from tests.support.at_once import at_once
from tests.support.central_process import CentralProcess
from tests.support.centre_rows import rows
from tests.support.lone_desk import START, Caller, LoneDesk, enrol
from tests.support.registry_caller import RegistryCaller

TOLD = Submission(body="primerovo", procedure="RAP-0101", received_at=datetime(2026, 1, 1, tzinfo=UTC))
EACH = 20
TRIES = 200


def serial_of(callers: Sequence[RegistryCaller], key: str, seen: list[int]) -> int:
    """The number for a key, asked for again at the next centre whenever an answer is lost."""
    for turn in range(TRIES):
        try:
            reply = callers[turn % len(callers)].number(key, START)
        except httpx.TransportError:
            continue
        if reply.status_code == 201:
            seen.append(reply.json()["serial"])
            return int(reply.json()["serial"])
        assert reply.status_code == 503
    raise AssertionError(f"nobody numbered {key}")


def desk_sends(callers: Sequence[Caller], desk: LoneDesk) -> None:
    """A desk's parcels, each sent until one of the centres has it."""
    for _ in range(EACH):
        raw = desk.cut(desk.receive())
        for turn in range(TRIES):
            try:
                if callers[turn % 2].send(desk, raw).is_success:
                    break
            except httpx.TransportError:
                continue


def test_software_and_desks_at_two_centres_get_one_sequence_though_one_is_killed(settings: CentralSettings) -> None:
    parts = open_parts(settings)
    secret = parts.clients.make("software")
    parts.database.close()
    one, two = (CentralProcess(settings.database_url, files=settings.files) for _ in range(2))
    one.launch()
    two.launch()
    with one, two:
        desk = enrol(one.url, one.code, b"d" * 32)
        with Caller(one.url, desk.anchor) as first, Caller(two.url, desk.anchor) as second:
            first.sign_in(desk)
            there = [RegistryCaller(line.client, "software", secret).sign_in() for line in (first, second)]
            seen: list[int] = []

            def software(place: int) -> list[int]:
                ordered = there if place % 2 else there[::-1]  # the same keys come to both centres at once
                return [serial_of(ordered, f"k-{place // 2}-{turn}", seen) for turn in range(EACH)]

            def kill() -> None:
                while len(seen) < EACH:
                    assert not finished.wait(0.005)
                one.kill()

            finished = threading.Event()
            works = [partial(software, place) for place in range(4)]
            given = at_once(*works, partial(desk_sends, (first, second), desk), kill)[:4]
            finished.set()
            second.until(desk, lambda answer: any(change.seq == EACH for change in answer.changes), hold=40)
    assert given[0] == given[1]
    assert given[2] == given[3]
    serials = [serial for (serial,) in rows(settings.database_url, "SELECT serial FROM number_ledger ORDER BY serial")]
    assert serials == list(range(1, 3 * EACH + 1))
    kept = "SELECT count(*), count(DISTINCT serial) FROM registry_submission"
    assert rows(settings.database_url, kept) == [(2 * EACH, 2 * EACH)]


def test_a_key_stands_for_one_submission_of_one_caller(settings: CentralSettings) -> None:
    parts = open_parts(settings)
    submissions = Submissions(parts.database, "primerovo", settings.now)
    client, other = Client("software", "primerovo"), Client("other", "primerovo")
    assert at_once(*[partial(submissions.take, client, "k", TOLD)] * 4) == [1] * 4
    assert submissions.take(other, "k", TOLD) == 2
    with pytest.raises(Refused, match="idempotency_conflict"):
        submissions.take(client, "k", Submission(body="primerovo", procedure="RAP-2", received_at=TOLD.received_at))
    with pytest.raises(Refused, match="not_permitted"):
        submissions.take(Client("health", "dom-zdravlja"), "k", TOLD)
    assert submissions.number(1) is None
    parts.numbering.give()
    number = submissions.number(1)
    assert number is not None
    assert number.number == path_number(UniqueNumber(number.serial, number.year))
    parts.database.close()
