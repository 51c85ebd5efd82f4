"""What the centre tells of documents and deliveries is a change of a case with a line in its history."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.contract import canonical
from clerk_app.contract.changes import CASE_CHANGES
from clerk_app.domain.delivery_told import DeliveryMoved, DocumentCame, StepTold
from clerk_app.domain.remembered import Told

CAME = DocumentCame(
    at=1, id="0c" * 16, title="Решење", kind="decision", sha256="a" * 64, size=9, made="2026-11-23", by="Одељење"
)


def moved(*states: str, legal_date: str = "", desk: str = "", entry: int = 0) -> DeliveryMoved:
    steps = tuple(StepTold(state=state, at=2, desk=desk, entry=entry) for state in states)
    return DeliveryMoved(
        at=2,
        delivery="0a" * 16,
        sha256="a" * 64,
        title="Решење",
        kind="decision",
        channel="counter",
        steps=steps,
        legal_date=legal_date,
        appeal_until="2026-12-08" if legal_date else "",
        desk=desk,
    )


def test_both_are_changes_that_a_case_remembers() -> None:
    for kind, body in (("document", CAME), ("delivery", moved("dispatched"))):
        assert CASE_CHANGES[kind] is type(body)
        assert isinstance(body, Told)
        assert canonical.decode(canonical.encode(body), type(body)) == body


def test_the_line_says_the_last_step_or_the_day_that_counts() -> None:
    assert CAME.history() == ("document_came", {"title": "Решење", "by": "Одељење"})
    assert moved("dispatched", "available").history()[1]["step"] == "available"
    assert replace(CAME, replaces="c" * 64).history() == ("document_better", {"title": "Решење"})
    line, params = moved("collected", "delivered", legal_date="2026-11-23").history()
    assert (line, params["day"], params["until"]) == ("delivered", "2026-11-23", "2026-12-08")
    assert moved().history()[1]["step"] == "dispatched"
