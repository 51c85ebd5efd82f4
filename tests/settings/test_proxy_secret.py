"""The proxy's password on a real gnome-keyring, and on one that forgets."""

import sys

import pytest
from keyring.backend import KeyringBackend

from clerk_app.domain.errors import Unavailable
from clerk_app.settings.proxy_secret import ProxySecret
from clerk_app.settings.vault import KeyringVault


@pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is a Linux one")
@pytest.mark.usefixtures("ring")
def test_it_is_kept_beside_the_desk_secret_and_by_account():
    KeyringVault("desk").write(b"s" * 32)
    assert ProxySecret("desk").read() == ""
    ProxySecret("desk").write("тајна š")
    assert ProxySecret("desk").read() == "тајна š"
    assert ProxySecret("desk-2").read() == ""
    assert KeyringVault("desk").read() == b"s" * 32


class Forgetful(KeyringBackend):
    priority = 1

    def get_password(self, service, username):
        return None

    def set_password(self, service, username, password):
        pass


def test_a_ring_that_forgets_is_told():
    with pytest.raises(Unavailable) as caught:
        ProxySecret("desk", find=Forgetful).write("tajna")
    assert caught.value.code == "vault_not_kept"
