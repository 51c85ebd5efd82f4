from pathlib import Path

from clerk_app.app.joining_systems import join_systems
from clerk_app.app.open import prepare
from tests.journeys.town import CLERK, PASSWORD, Town, place_of


def test_every_system_stands_on_the_stores_that_were_opened(town: Town, tmp_path: Path) -> None:
    prepared = prepare(place_of(town.desk(tmp_path.name)))
    try:
        prepared.sign_in(CLERK, PASSWORD)
        desk = prepared.desk
        again = join_systems(desk.stores, desk._joint(), desk.actions.receipting)
        for systems in (desk.actions.systems, again):
            assert systems.case_files is desk.stores.case_files
    finally:
        prepared.close()
