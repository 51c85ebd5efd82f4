"""What a desk records of deliveries is written canonically, and has a line in the history."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.contract import canonical
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.delivery_bodies import DELIVERY_KINDS, ConsentGiven, Dispatched, HandedOver, Noted
from clerk_app.domain.kinds import KINDS
from clerk_app.domain.remembered import Remembered

REF = EnclosureRef(sha256="a" * 64, size=9, media_type="application/pdf", title="Решење")
NAME = "0a" * 16
HANDED = HandedOver(
    delivery=NAME,
    document=REF,
    kind="decision",
    to="applicant",
    name="Јелена Примерић",
    identity="id_card",
    tail="4321",
    checked="card",
    taken=True,
    signed="strokes",
    strokes=((1, 2, 3, 4),),
    handed_local="2026-11-23T09:00:00+01:00",
    clerk="mprimeric",
)
BODIES = (
    (ConsentGiven(given=True, how="paper", on="2026-11-23", clerk="c"), "consented"),
    (ConsentGiven(given=False, how="spoken", on="2026-11-23", clerk="c"), "consent_withdrawn"),
    (Dispatched(delivery=NAME, document=REF, kind="decision", channel="post", why="wish", clerk="c"), "dispatched"),
    (HANDED, "handed_over"),
    (Noted(delivery=NAME, state="returned", on="2026-11-23", clerk="c", scan=REF), "delivery_noted"),
)


@pytest.mark.parametrize(("body", "line"), BODIES)
def test_each_is_read_back_and_remembered(body: Remembered, line: str) -> None:
    assert canonical.decode(canonical.encode(body), type(body)) == body
    assert body.history()[0] == line
    assert all(isinstance(value, str) for value in body.history()[1].values())


@pytest.mark.parametrize("body", [body for body, _line in BODIES])
def test_each_names_the_clerk_as_far_as_it_knows(
    body: ConsentGiven | Dispatched | HandedOver | Noted,
) -> None:
    assert body.history()[1]["clerk"] == body.clerk
    assert replace(body, clerk_name="Милица Примерић").history()[1]["clerk"] == "Милица Примерић"


def test_the_program_knows_their_kinds() -> None:
    assert DELIVERY_KINDS.items() <= KINDS.items()
