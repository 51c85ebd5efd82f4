"""A comparison at the fake desk, with everything that words it."""

from __future__ import annotations

import pytest

from clerk_app.ui.detail.opened import Opening
from clerk_app.ui.merging.words import Comparison
from tests.support.conflict_day import conflicting
from tests.support.fake_desk import FakeDesk


@pytest.fixture
def subject(desk: FakeDesk) -> bytes:
    return conflicting(desk)


@pytest.fixture
def compared(desk: FakeDesk, subject: bytes) -> Comparison:
    merge = desk.actions.merging.open(subject)
    opened = Opening(desk.place, desk.jobs, desk.bodies).renew(subject)
    assert merge is not None
    assert opened is not None
    return Comparison(
        opened=opened, merge=merge, now=desk.clock.local(), desk=desk.place.desk.desk, counter=desk.place.desk.counter
    )
