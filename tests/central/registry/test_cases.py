"""Ten thousand updates on one case, in any order and twice: one state, one history, each step in its place."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from clerk_app.central.bell import Bell
from clerk_app.central.clock import SECOND, utc
from clerk_app.central.registry.cases import Cases, find
from clerk_app.central.registry.clients import Client
from clerk_app.central.registry.numbers import Submissions
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract.registry import MOST_STEPS, StatusUpdate, Submission
from clerk_app.domain.errors import Refused
from clerk_app.domain.numbers import UniqueNumber

MANY = {"sqlite": 10_000, "postgresql": 2_000}  # each statement is a way there and back on PostgreSQL
CLIENT = Client("software", "primerovo")
NUMBER = UniqueNumber(1, 2026)


def test_ten_thousand_updates_in_any_order_end_as_the_newest_says(settings: CentralSettings, kind: str) -> None:
    many = MANY[kind]
    parts = open_parts(settings)
    told = Submission(body="primerovo", procedure="RAP-0101", received_at=datetime(2026, 1, 1, tzinfo=UTC))
    Submissions(parts.database, "primerovo", settings.now).take(CLIENT, "k", told)
    parts.numbering.give()
    begin = settings.now()
    settings.now.at += 2 * many * SECOND  # type: ignore[attr-defined]
    cases = Cases(parts.database, "primerovo", Bell(), settings.now)
    updates = [
        StatusUpdate(
            event=f"e-{place}",
            state="u_radu" if place % 2 else "ceka_podatke",
            at=utc(begin + place * SECOND),
            note=str(place),
        )
        for place in range(many)
    ]
    random.Random(7).shuffle(updates)
    for some in range(0, many, 1000):
        with parts.database.write() as connection:
            case = find(connection, CLIENT, "primerovo", NUMBER, held=True)
            for one in updates[some : some + 1000] + updates[some : some + 10]:
                answer, _ = cases.update(connection, CLIENT, case, one)
                if not answer.late:
                    case = find(connection, CLIENT, "primerovo", NUMBER, held=True)
    last = cases.set_status(CLIENT, NUMBER, updates[0])
    assert (last.state, last.at) == ("u_radu", utc(begin + (many - 1) * SECOND))
    steps, begin_at = [], 0
    while begin_at is not None:
        page = cases.history(CLIENT, NUMBER, begin_at)
        assert len(page.steps) <= MOST_STEPS
        steps += page.steps
        begin_at = page.next  # type: ignore[assignment]
    assert [one.note for one in steps if one.note] == [str(place) for place in range(many)]
    assert [one.at for one in steps] == sorted(one.at for one in steps)
    assert cases.history(CLIENT, NUMBER, many * 2).steps == []
    parts.database.close()


def test_nobody_has_this_number(settings: CentralSettings) -> None:
    parts = open_parts(settings)
    cases = Cases(parts.database, "primerovo", Bell(), settings.now)
    with pytest.raises(Refused, match="case_unknown"):
        cases.history(CLIENT, NUMBER)
    parts.database.close()
