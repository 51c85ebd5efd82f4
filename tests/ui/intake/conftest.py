"""An intake of one service with what the rules say of it, for tests of one page at a time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.ui.intake.state import IntakeState
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import CARD_HOLDER

type StateOf = Callable[..., IntakeState]


@pytest.fixture
def state_of(desk: FakeDesk) -> StateOf:
    """Assesses a form as the screen would; ``given`` are its fields."""

    def assess(service_id: str = "birth-extract", **given: object) -> IntakeState:
        service = desk.service(service_id)
        whole = {"applicant": CARD_HOLDER, "values": {}} | given
        form = IntakeForm(id="d", service=service.id, service_version=service.version, **whole)  # type: ignore[arg-type]
        return IntakeState(form, service, desk.actions.intake.assess(form, service))

    return assess
