"""The fault runs find what they are for: each of these faults is planted, and must be found within a few runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update

from clerk_app.central import sending
from clerk_app.central.accepting import Accepting
from clerk_app.central.schema import DESK
from clerk_app.contract.answers import Answers, open_answers
from clerk_app.contract.keys import SIGNATURE_BYTES, verifies
from clerk_app.contract.parcel import take_apart
from clerk_app.store import entry_rows, outbox_rows, replica
from clerk_app.store.outbox import DeskOutbox
from clerk_app.sync import incoming, relaying
from tests.faults.chaos.ether import FORGER
from tests.faults.chaos.made import Made
from tests.faults.chaos.many import play
from tests.faults.chaos.run import Ways

MOST = 200
"""Runs within which a planted fault must be found; most are in the first few."""

type Plant = Callable[[pytest.MonkeyPatch], None]


def an_entry_is_committed_before_its_place_in_the_outbox(patch: pytest.MonkeyPatch) -> None:
    add = outbox_rows.add

    def apart(connection, entry, **more):
        connection.execute("COMMIT")
        connection.execute("BEGIN IMMEDIATE")
        add(connection, entry, **more)

    patch.setattr(outbox_rows, "add", apart)


def the_position_is_committed_before_what_it_stands_for(patch: pytest.MonkeyPatch) -> None:
    apply = DeskOutbox.apply

    def ahead(self: DeskOutbox, answers: Answers):
        with self._database.writing() as connection:
            replica.advance(connection, answers.position)
        return apply(self, answers)

    patch.setattr(DeskOutbox, "apply", ahead)


def numbers_go_on_from_what_the_centre_has(patch: pytest.MonkeyPatch) -> None:
    confirmed = "SELECT max(coalesce(e.running, 0)) FROM journal_entry e JOIN desk_outbox o ON o.seq = e.seq"

    def from_confirmed(connection):
        return connection.execute(f"{confirmed} WHERE o.state = 'accepted'").fetchone()[0] or 0

    patch.setattr(entry_rows, "last_running", from_confirmed)


def any_answer_is_believed(patch: pytest.MonkeyPatch) -> None:
    def believing(raw, desk, key, centre_public):
        forged = verifies(FORGER.public, raw[-SIGNATURE_BYTES:], raw[:-SIGNATURE_BYTES])
        return open_answers(raw, desk, key, FORGER.public if forged else centre_public)

    patch.setattr(incoming, "open_answers", believing)


def the_outbox_closes_on_the_relays_word(patch: pytest.MonkeyPatch) -> None:
    send = relaying._Exchange._send

    def closing(self, found):
        send(self, found)
        outbox = self._world.outbox
        last = found.relayed.last
        if last:
            outbox.apply(Answers(self._world.identity.desk, have=last, chain_ok_to=0, position=0, now=0))

    patch.setattr(relaying._Exchange, "_send", closing)


def an_answer_that_was_kept_back_is_not_missed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(relaying, "_follows", lambda _said, _reached: True)


def a_relay_is_taken_for_the_run_that_it_was(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(relaying.Relaying, "_again", lambda _self, found: found)


def have_does_not_stop_at_a_gap(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sending, "_further", lambda have, ranges: (max(have, *(stop for _, stop in ranges)), set()))


def have_is_committed_before_the_entries(patch: pytest.MonkeyPatch) -> None:
    take_all = Accepting.take_all

    def early(self: Accepting, raws, program=""):
        for head in (take_apart(raw).head for raw in raws):
            goes_on = (DESK.c.code == head.desk) & (DESK.c.have == head.first - 1)
            with self._database.write() as connection:
                connection.execute(update(DESK).where(goes_on).values(have=head.first + head.count - 1))
        return take_all(self, raws, program)

    patch.setattr(Accepting, "take_all", early)


WIRE, RELAY, ALL = (4, 0, 0), (0, 4, 0), (2, 2, 1)
PLANTS: tuple[tuple[Plant, Ways], ...] = (
    (an_entry_is_committed_before_its_place_in_the_outbox, ALL),
    (the_position_is_committed_before_what_it_stands_for, ALL),
    (numbers_go_on_from_what_the_centre_has, ALL),
    (any_answer_is_believed, ALL),
    (the_outbox_closes_on_the_relays_word, ALL),
    (an_answer_that_was_kept_back_is_not_missed, RELAY),
    (a_relay_is_taken_for_the_run_that_it_was, RELAY),
    (have_does_not_stop_at_a_gap, WIRE),
    (have_is_committed_before_the_entries, WIRE),
)
"""Each with the ways by which the runs go that are to find it."""


@pytest.mark.parametrize(("plant", "ways"), PLANTS, ids=[plant.__name__ for plant, _ in PLANTS])
def test_a_planted_fault_is_found(
    plant: Plant, ways: Ways, made_town: Made, runs_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    assert any(play(made_town, runs_folder, seed, ways=ways).wrong for seed in range(MOST))
