"""A desk without windows that has parameters printed, and kills itself at a named point on the way.

``python -m tests.journeys.eid_worker ROOT PRINTER POINT``
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from clerk_app.actions.eid import Eid
from clerk_app.app.open import prepare
from tests.journeys.town import CLERK, PASSWORD, place_of
from tests.support.dying import DyingAt
from tests.support.eid_people import CITIZEN


def main(root: str, printer: str, point: str) -> None:
    """Sign in, and print until it dies."""
    prepared = prepare(place_of(Path(root), printer=printer))
    prepared.sign_in(CLERK, PASSWORD)
    world = replace(prepared.desk.actions.eid._world, at_point=DyingAt(point, 1))
    Eid(prepared.desk.sessions, world).print_parameters("0d" * 16, CITIZEN)


if __name__ == "__main__":
    main(*sys.argv[1:])
