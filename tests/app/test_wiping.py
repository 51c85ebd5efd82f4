"""A desk that is told to forget itself keeps nothing that opens its file, and the centre hears of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.app.secrets import identity_of, secret_of, vault_of
from clerk_app.app.wiping import forget_keys, wipe
from clerk_app.demo.beside import beside
from clerk_app.domain.errors import SignIn
from clerk_app.settings import identity as identities
from clerk_app.settings.identity import DeskIdentity
from tests.journeys.town import Town, place_of


def test_its_keys_are_gone_and_its_file_stays(town: Town, tmp_path: Path) -> None:
    place = place_of(town.desk(tmp_path.name))
    before = secret_of(place)
    kept = place.paths.identity.read_bytes()
    forget_keys(place)
    assert secret_of(place) != before
    with pytest.raises(SignIn):
        identity_of(place, secret_of(place))
    assert place.paths.database.exists()
    assert not place.paths.keys.exists()
    assert not place.enrolled
    place.paths.identity.write_bytes(kept)  # what a disk may still hold is of no use without the secret
    with pytest.raises(Exception, match="identity_other_secret"):
        identities.load(place.paths.identity, secret_of(place))


def test_the_centre_hears_of_it_by_the_key_that_is_still_in_memory(town: Town, tmp_path: Path) -> None:
    place = place_of(town.desk(tmp_path.name))
    identity = identity_of(place, secret_of(place))
    with beside(Path(town.database)) as parts:
        parts.quarantine.stop(identity.desk, "Ана")
        parts.quarantine.wipe(identity.desk, "Ана")
    wipe(place, identity)
    with beside(Path(town.database)) as parts, parts.database.read() as connection:
        assert parts.quarantine.step(connection, identity.desk) == "wiped"


def test_a_centre_that_is_away_keeps_no_key_alive(town: Town, tmp_path: Path) -> None:
    place = place_of(town.desk(tmp_path.name))
    identity = identity_of(place, secret_of(place))
    gone = DeskIdentity(
        answer=identity.answer,
        anchor=identity.anchor,
        central_url="https://127.0.0.1:9",
        sign_seed=identity.sign_seed,
        seal_private=identity.seal_private,
    )
    wipe(place, gone)
    assert not place.enrolled
    assert vault_of(place).read() is not None
