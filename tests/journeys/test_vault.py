"""The desk secret on a real keyring, by command line; rings that keep nothing safe are refused, with words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clerk_app.cli.frame import Exit
from clerk_app.i18n import Texts
from tests.journeys.town import CLERK, PASSWORD, Terminal, Town
from tests.support.central_process import RESOURCES
from tests.support.secret_service import secret_service

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is a Linux one")

_PLAINTEXT = """
from keyring.backend import KeyringBackend

class PlaintextKeyring(KeyringBackend):
    priority = 1
    def get_password(self, service, username): return None
    def set_password(self, service, username, password): open("secret.txt", "w").write(password)
    def delete_password(self, service, username): pass
"""


@contextmanager
def nowhere(folder: Path) -> Iterator[dict[str, str]]:
    """No message bus at all."""
    yield {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder / 'none'}", "XDG_RUNTIME_DIR": str(folder)}


@contextmanager
def keeps_nothing(folder: Path) -> Iterator[dict[str, str]]:
    """A ring that forgets what it is given."""
    with nowhere(folder) as environment:
        yield {**environment, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}


@contextmanager
def in_the_open(folder: Path) -> Iterator[dict[str, str]]:
    """A ring that writes secrets into a file which anybody can read, under the name of the usual one."""
    package = folder / "keyrings" / "alt"
    package.mkdir(parents=True)
    (package / "file.py").write_text(_PLAINTEXT)
    with nowhere(folder) as environment:
        backend = "keyrings.alt.file.PlaintextKeyring"
        yield {**environment, "PYTHON_KEYRING_BACKEND": backend, "PYTHONPATH": str(folder)}


@contextmanager
def locked(folder: Path) -> Iterator[dict[str, str]]:
    """A real ring that nobody has opened."""
    with secret_service(folder, locked=True) as service:
        yield service.environment


REFUSED = {
    "vault_none": nowhere,
    "vault_null": keeps_nothing,
    "vault_plaintext": in_the_open,
    "vault_locked": locked,
}


@pytest.mark.parametrize("reason", REFUSED)
def test_a_ring_that_is_not_safe_is_refused_with_words_and_costs_no_code(
    reason: str, town: Town, tmp_path: Path
) -> None:
    code, root, folder = town.code(), tmp_path / "desk", tmp_path / "ring"
    folder.mkdir()
    with REFUSED[reason](folder) as environment:
        refused = Terminal(root, environment=environment, fresh=True).on_keyring(
            "enrol", "--central", town.url, "--code", code
        )
    assert (refused.code, refused.error["error"]) == (Exit.FAILED, reason)
    assert not (root / "identity").exists()
    plain = Texts(RESOURCES / "texts")
    for texts in (plain, plain.in_language("en")):
        assert texts.text(f"error.{reason}") != f"error.{reason}"
    assert Terminal(root).run("enrol", "--central", town.url, "--code", code).code == Exit.DONE


def test_a_desk_is_enrolled_and_signed_in_to_on_a_real_keyring(town: Town, tmp_path: Path) -> None:
    root, ring, other = tmp_path / "desk", tmp_path / "ring", tmp_path / "other"
    ring.mkdir()
    other.mkdir()
    with secret_service(ring) as service:
        terminal = Terminal(root, environment=service.environment, fresh=True)
        assert terminal.on_keyring("enrol", "--central", town.url, "--code", town.code()).code == Exit.DONE
        signed_in = terminal.on_keyring("queue", "--user", CLERK, "--password-stdin", stdin=f"{PASSWORD}\n")
        assert signed_in.code == Exit.DONE
    with secret_service(other) as service:
        elsewhere = Terminal(root, environment=service.environment, fresh=True).on_keyring("sync", "--once")
    assert (elsewhere.code, elsewhere.error["error"]) == (Exit.NOT_SIGNED_IN, "not_enrolled")
    assert not (root / "demo-secret").exists()
