"""What is kept of a neighbour's request: who and what, masked, and no field of the form."""

from __future__ import annotations

from dataclasses import asdict

from clerk_app.domain.neighbours import neighbour_of
from tests.support.lone_desk import received


def test_it_says_who_and_what_and_nothing_of_the_form() -> None:
    body = received("A7", 1, form={"health.diagnosis": "тајна"})
    made = neighbour_of(("A7", 1, "3"), b"s" * 16, body)
    assert (made.desk, made.seq, made.counter, made.number) == ("A7", 1, "3", body.number)
    assert (made.applicant, made.masked_id) == (body.applicant.full_name(), "010199••••••9")
    assert "тајна" not in str(asdict(made))
