"""A case is decided, its act is signed while the line is down, and dated and proven when it is back; one bit tells."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from PySide6.QtWidgets import QApplication

from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract.trust import OCSP, TSA
from clerk_app.demo.afternoon import Afternoon
from clerk_app.demo.people import HANDLER, HANDLER_PASSWORD
from clerk_app.demo.visits import VISITS
from clerk_app.documents.anchors import AnchorFolders
from clerk_app.documents.validating import PadesValidation
from clerk_app.domain.acts import Act, acts_of
from clerk_app.i18n import Texts
from clerk_app.ui.acts.act_dialog import ActDialog
from tests.demo.test_visiting import played
from tests.journeys.at_the_windows import AtTheWindows
from tests.journeys.town import Town
from tests.support.central_process import RESOURCES, address_of
from tests.support.opened_program import wait_in_qt, working_program
from tests.support.signed import flipped, signed_by
from tests.support.signers import Leaf
from tests.support.software_token import MODULE, PIN, software_token

SIGNER, BROUGHT_BY = "Огњен Моделић", "Милица Петровић"

pytestmark = [
    pytest.mark.skipif(not MODULE.exists(), reason="SoftHSM2 is not installed"),
]


@pytest.fixture
def own_town(tmp_path: Path) -> Iterator[Town]:
    with Town(tmp_path / "town") as running:
        yield running


def certified(town: Town, name: str) -> tuple[Leaf, bytes]:
    """A key with a certificate of the centre's test authority, and the root to trust."""
    settings = CentralSettings(
        listen="127.0.0.1:0",
        database_url=address_of(town.database),
        texts=Texts(RESOURCES / "texts"),
        files=town.folder / "central.db.files",
    )
    parts = open_parts(settings)
    try:
        key = rsa.generate_private_key(65537, 2048)
        der = parts.trust.issue(name, key.public_key(), ocsp_url=town.url + OCSP)
        return Leaf(key, x509.load_der_x509_certificate(der)), parts.trust.authority().root_pem
    finally:
        parts.database.close()


@contextmanager
def at_work(qapp: QApplication, town: Town, tmp_path: Path, brought: Path) -> Iterator[AtTheWindows]:
    """A desk whose handler has a card, and which trusts the test authority."""
    leaf, anchor = certified(town, SIGNER)
    trusted = town.folder / "counter" / "trust"
    trusted.mkdir(parents=True)
    (trusted / "test.pem").write_bytes(anchor)
    signing = {"token_module": str(MODULE), "token_label": "potpis", "tsa_url": town.url + TSA}
    with software_token(tmp_path / "token") as card:
        card.keep(leaf)
        with working_program(qapp, town, tmp_path / "counter", **signing) as (program, _access):
            yield AtTheWindows(program, tmp_path / "pictures", brought)


def the_act(windows: AtTheWindows, subject: bytes) -> Act:
    (act,) = acts_of(windows.actions.systems.case_files.of(subject))
    return act


def decided(windows: AtTheWindows) -> bytes:
    """A case with a signed paper of the party, from the first key to a decision that the centre knows."""
    subject = windows.takes_in(replace(VISITS[-1], file=True)).subject
    windows.until_registered(subject)
    windows.changes_to(HANDLER, HANDLER_PASSWORD)
    handler = Afternoon(windows.hands, windows.watching, lambda _words: None)
    assert played(handler.work(), windows.program) is None
    return subject


def signs(windows: AtTheWindows, subject: bytes) -> None:
    """The act is written; the first PIN is wrong, and only the PIN is asked for again."""
    windows.opens(subject, "documents", "make_act")
    dialog = windows.asked("Ctrl+Shift+A", ActDialog)
    assert windows.reads(SIGNER)
    windows.enters(windows.text("acts.disposition"), "Издаје се уверење.")
    windows.enters(windows.text("acts.reasons"), "Дуга нема.")
    windows.enters(windows.text("acts.pin"), "0815")
    windows.hands.press("Ctrl+Return")
    windows.until(lambda: dialog.pin_row.message == windows.text("error.pin_wrong"))
    assert (dialog.pin.text(), dialog.pin.hasFocus()) == ("", True)
    assert dialog.disposition.toPlainText() == "Издаје се уверење."
    windows.hands.type(PIN)
    windows.confirms()
    windows.until(lambda: windows.reads(windows.text("acts.by_signer", signer=SIGNER)))


def checks(windows: AtTheWindows, title: str, code: str, signer: str) -> None:
    """What a signature is worth stands at its paper once somebody asks."""
    windows.presses(windows.text("acts.check_named", title=title))
    by = windows.text("signature.by", signer=signer)
    windows.until(lambda: windows.reads(f"{by}  {windows.text(f'signature.{code}')}"))


def test_an_act_signed_without_a_line_is_proven_when_it_is_back(
    qapp: QApplication, own_town: Town, tmp_path: Path
) -> None:
    brought = tmp_path / "Потврда банке.pdf"
    other, _anchor = certified(own_town, BROUGHT_BY)
    brought.write_bytes(signed_by(other, at=other.certificate.not_valid_before_utc.timestamp() + 60))
    with at_work(qapp, own_town, tmp_path, brought) as windows:
        subject = decided(windows)
        own_town.go_down()
        signs(windows, subject)
        alone = the_act(windows, subject)
        assert (alone.level, alone.waits, alone.made.signer) == ("B-B", True, SIGNER)
        assert not windows.actions.systems.acts.begin(subject).pin_wanted  # the card stays open until the lock
        assert windows.reads(windows.text("acts.waits"))
        checks(windows, alone.made.number, "not_checked", SIGNER)
        checks(windows, brought.stem, "not_checked", BROUGHT_BY)
        windows.line_returns(own_town)
        windows.until(lambda: windows.reads(windows.text("signature.level.B-LT")))
        windows.until(lambda: not windows.reads(windows.text("acts.waits")))
        checks(windows, alone.made.number, "good", SIGNER)
        stores = windows.watching.desk().stores
        wait_in_qt(lambda: stores.uploads.waiting() == () and stores.outbox.size().entries == 0)
        pdf = windows.actions.systems.acts.read(subject, the_act(windows, subject).paper)
        at = other.certificate.not_valid_before_utc.timestamp() + 3 * 24 * 3600
        anchors = AnchorFolders([own_town.folder / "counter" / "trust"])
    stranger_checks(tmp_path / "akt.pdf", pdf)
    (altered,) = PadesValidation(anchors).validate(flipped(pdf, pdf.index(b"stream") + 30), at)
    assert altered.code == "altered"


def stranger_checks(file: Path, pdf: bytes) -> None:
    """Another program finds the same."""
    file.write_bytes(pdf)
    said = subprocess.run(["/usr/bin/pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid." in said
