from pathlib import Path

from clerk_app.actions.desk import DeskActions
from clerk_app.app.joining import join
from clerk_app.app.open import prepare
from tests.journeys.town import CLERK, PASSWORD, Town, place_of


def test_every_action_stands_on_the_stores_that_were_opened(town: Town, tmp_path: Path) -> None:
    prepared = prepare(place_of(town.desk(tmp_path.name)))
    try:
        prepared.sign_in(CLERK, PASSWORD)
        desk = prepared.desk
        again = join(desk.stores, desk._joint())
        for actions in (desk.actions, again):
            assert isinstance(actions, DeskActions)
            assert actions.requests is desk.stores.requests
            assert actions.enclosures is desk.stores.enclosures
            assert actions.sessions is desk.sessions
    finally:
        prepared.close()
