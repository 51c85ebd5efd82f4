"""The central systems' real actions over a desk of fakes: one function for each system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerk_app.actions.systems import Systems
from tests.support.fake_acts import acts_over

if TYPE_CHECKING:
    from tests.support.fake_desk import FakeDesk


def systems_of(desk: FakeDesk) -> Systems:
    return Systems(case_files=desk.case_files, acts=acts_over(desk))
