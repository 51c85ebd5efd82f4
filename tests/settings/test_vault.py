"""The vault on a real gnome-keyring in a D-Bus session of its own."""

import gc
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from keyring.backends import SecretService

from clerk_app.domain.errors import Damaged, Unavailable
from clerk_app.settings.rings import real_ring
from clerk_app.settings.vault import SERVICE, DemoVault, KeyringVault
from tests.support.secret_service import move_into, secret_service

SECRET, OTHER_SECRET = bytes(range(32)), bytes(range(1, 33))
HOUSE = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is a Linux one")


def code_of(act):
    """The code of what ``act`` raises, with nothing kept of the exception."""
    try:
        act()
    except (Unavailable, Damaged) as error:
        return error.code
    return "nothing raised"


@pytest.fixture
def vault(ring):
    return KeyringVault("desk")


def test_a_secret_is_kept_read_and_replaced(vault):
    assert vault.read() is None
    vault.write(SECRET)
    assert vault.read() == SECRET
    vault.write(OTHER_SECRET)
    assert vault.read() == OTHER_SECRET
    assert not vault.is_demo


def test_each_account_has_a_secret_of_its_own(vault):
    vault.write(SECRET)
    assert KeyringVault("desk-2").read() is None


def test_what_is_no_secret_of_ours_is_said(vault):
    for text in ("", "short", "A" * 43 + "!", "QUJD"):
        SecretService.Keyring().set_password(SERVICE, "desk", text)
        assert code_of(vault.read) == "vault_content"


def test_a_ring_that_does_not_answer_is_not_waited_for(ring, vault):
    vault.write(SECRET)
    ring.fall_silent()
    assert code_of(KeyringVault("desk", patience=0.05).read) == "vault_silent"
    ring.speak_again()
    assert vault.read() == SECRET


@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # the keyring library leaves its socket open
def test_a_locked_ring_is_refused(tmp_path, monkeypatch):
    with secret_service(tmp_path, locked=True) as service:
        move_into(service, monkeypatch)
        vault = KeyringVault("desk")
        assert code_of(vault.read) == "vault_locked"
        assert code_of(lambda: vault.write(SECRET)) == "vault_locked"
        gc.collect()


def test_a_ring_that_keeps_something_else_is_caught(ring):
    class Forgetful(SecretService.Keyring):
        def set_password(self, service: str, username: str, password: str) -> None:
            super().set_password(service, username, password[:40])

    vault = KeyringVault("desk", find=lambda: real_ring(Forgetful()))
    assert code_of(lambda: vault.write(SECRET)) == "vault_not_kept"


def test_a_session_that_ended_is_no_crash(tmp_path, monkeypatch):
    with secret_service(tmp_path) as service:
        move_into(service, monkeypatch)
        vault = KeyringVault("desk", find=SecretService.Keyring)
        vault.write(SECRET)
    assert code_of(vault.read) == "vault_failed"


PLAINTEXT = '''
from keyring.backend import KeyringBackend


class PlaintextKeyring(KeyringBackend):
    """Stands where the store in the open of the package of that name stands."""

    priority = 0.5

    def get_password(self, service, username):
        return None

    def set_password(self, service, username, password):
        raise AssertionError("was written to")

    def delete_password(self, service, username):
        pass
'''
ASK = """
from clerk_app.domain.errors import Unavailable
from clerk_app.settings.vault import KeyringVault

try:
    KeyringVault("desk").write(bytes(32))
except Unavailable as error:
    print(error.code)
"""


@pytest.mark.parametrize(
    ("configured", "code"),
    [
        ("keyrings.alt.file.PlaintextKeyring", "vault_plaintext"),
        ("keyring.backends.null.Keyring", "vault_null"),
        ("", "vault_none"),
    ],
)
def test_a_program_that_finds_only_such_a_ring_keeps_nothing(configured, code, tmp_path):
    (tmp_path / "keyrings" / "alt").mkdir(parents=True)
    (tmp_path / "keyrings" / "alt" / "file.py").write_text(PLAINTEXT)
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": f"{tmp_path}{os.pathsep}{HOUSE}"}
    if configured:
        environment["PYTHON_KEYRING_BACKEND"] = configured
    answer = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (answer.stdout.strip(), answer.stderr) == (code, "")


def test_a_demo_keeps_its_secret_in_the_open_and_says_so(tmp_path):
    vault = DemoVault(tmp_path / "demo-secret")
    assert vault.is_demo
    assert vault.read() is None
    vault.write(SECRET)
    assert DemoVault(tmp_path / "demo-secret").read() == SECRET
    assert stat.S_IMODE((tmp_path / "demo-secret").stat().st_mode) == 0o600


def test_a_demo_secret_that_somebody_edited_is_said(tmp_path):
    (tmp_path / "demo-secret").write_text("ђ")
    assert code_of(DemoVault(tmp_path / "demo-secret").read) == "vault_content"


def test_a_secret_of_another_length_is_a_bug(tmp_path):
    with pytest.raises(ValueError, match="32"):
        DemoVault(tmp_path / "demo-secret").write(b"short")
