from dataclasses import replace

import pytest

from clerk_app.app.secrets import high_mark_of, identity_of, secret_of, vault_of
from clerk_app.domain.errors import SignIn
from clerk_app.settings.high_mark import DemoMark, KeyringMark
from clerk_app.settings.vault import DemoVault, KeyringVault


def test_a_demo_never_touches_the_keyring(place_of):
    place = place_of()
    assert isinstance(vault_of(place), DemoVault)


def test_a_real_desk_has_the_keyring(place_of):
    assert isinstance(vault_of(replace(place_of(), demo=False)), KeyringVault)


def test_before_enrolment_there_is_neither_secret_nor_identity(place_of):
    with pytest.raises(SignIn, match="not_enrolled"):
        secret_of(place_of())
    with pytest.raises(SignIn, match="not_enrolled"):
        identity_of(place_of(), bytes(32))


def test_the_secret_that_was_kept_is_the_one_that_opens(place_of):
    place = place_of()
    vault_of(place).write(bytes(range(32)))
    assert secret_of(place) == bytes(range(32))


def test_the_mark_is_where_the_secret_is(place_of):
    assert isinstance(high_mark_of(place_of()), DemoMark)
    assert isinstance(high_mark_of(replace(place_of(), demo=False)), KeyringMark)
