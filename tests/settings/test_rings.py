import sys

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, chainer, fail, null

from clerk_app.domain.errors import Unavailable
from clerk_app.settings.rings import find_ring, real_ring

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is a Linux one")


def code_of(ring: KeyringBackend) -> str:
    with pytest.raises(Unavailable) as raised:
        real_ring(ring)
    return raised.value.code


def test_the_secret_service_is_found_even_if_it_came_up_late(ring):
    assert type(find_ring()) is SecretService.Keyring


def test_rings_that_keep_nothing_or_do_not_exist_are_refused():
    assert code_of(null.Keyring()) == "vault_null"
    assert code_of(fail.Keyring()) == "vault_none"


def test_a_ring_that_nobody_vouches_for_is_refused_by_name():
    class Homemade(KeyringBackend):
        def get_password(self, service: str, username: str) -> str | None:
            return None

        def set_password(self, service: str, username: str, password: str) -> None:
            pass

        def delete_password(self, service: str, username: str) -> None:
            pass

    with pytest.raises(Unavailable) as raised:
        real_ring(Homemade())
    assert raised.value.code == "vault_unknown"
    assert str(raised.value.params["ring"]).endswith("Homemade")


@pytest.mark.parametrize(
    ("links", "outcome"),
    [([], "vault_none"), ([null.Keyring()], "vault_null"), ([null.Keyring(), SecretService.Keyring()], "taken")],
)
def test_of_a_chain_only_a_real_link_is_taken(links, outcome):
    class Chain(chainer.ChainerBackend):
        backends = links

    if outcome == "taken":
        assert real_ring(Chain()) is links[1]
    else:
        assert code_of(Chain()) == outcome
