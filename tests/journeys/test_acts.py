"""A case is decided, its act is signed while the line is down, and dated and proven when it is back; one bit tells."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from clerk_app.app.open import Prepared, prepare
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract.trust import OCSP, TSA
from clerk_app.documents.anchors import AnchorFolders
from clerk_app.documents.validating import PadesValidation
from clerk_app.domain.acts import Act, ActDraft, acts_of
from clerk_app.i18n import Texts
from tests.journeys.town import Town, place_of
from tests.support.central_process import RESOURCES, address_of
from tests.support.signed import flipped
from tests.support.signers import Leaf
from tests.support.software_token import MODULE, PIN, software_token
from tests.support.specimens import APPLICANT

HANDLER, PASSWORD = "omodelic", "model-2026"

pytestmark = [
    pytest.mark.skipif(not MODULE.exists(), reason="SoftHSM2 is not installed"),
]


def wait_until(holds: Callable[[], bool], patience: float = 30.0) -> None:
    """Let the desk and the centre speak until something holds."""
    ended = time.monotonic() + patience
    pause = threading.Event()
    while not holds():
        assert time.monotonic() < ended, "it never came"
        pause.wait(0.02)


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


def the_act(prepared: Prepared, subject: bytes) -> Act:
    (act,) = acts_of(prepared.desk.actions.systems.case_files.of(subject))
    return act


def decided(prepared: Prepared) -> bytes:
    """A case from the first key to a decision that the centre knows."""
    actions = prepared.desk.actions
    wait_until(lambda: bool(prepared.desk.stores.reference.services()))
    service = next(one for one in actions.choosing.services() if one.id == "local-tax-clearance")
    form = replace(actions.intake.begin(APPLICANT), service=service.id, service_version=service.version)
    received = actions.intake.accept(form, service)
    subject = received.view.subject
    wait_until(lambda: (view := actions.requests.view(subject)) is not None and view.registered)
    actions.casework.move(subject, "resen_usvojen")
    wait_until(lambda: prepared.desk.stores.outbox.size().entries == 0)
    return subject


def stays_open_until_the_lock(prepared: Prepared, subject: bytes) -> None:
    """A second act needs no PIN; behind the lock the card is closed."""
    acts, sessions = prepared.desk.actions.systems.acts, prepared.desk.sessions
    assert not acts.begin(subject).pin_wanted
    sessions.lock()
    sessions.unlock(HANDLER)
    assert acts.begin(subject).pin_wanted


def test_an_act_signed_without_a_line_is_proven_when_it_is_back(own_town: Town, tmp_path: Path) -> None:
    root = own_town.desk("desk")
    leaf, anchor = certified(own_town, "Огњен Моделић")
    (root / "trust").mkdir()
    (root / "trust" / "test.pem").write_bytes(anchor)
    with software_token(tmp_path / "token") as card:
        card.keep(leaf)
        place = place_of(root, token_module=str(MODULE), token_label="potpis", tsa_url=own_town.url + TSA)
        prepared = prepare(place)
        try:
            prepared.sign_in(HANDLER, PASSWORD)
            subject = decided(prepared)
            own_town.go_down()
            acts = prepared.desk.actions.systems.acts
            begun = acts.begin(subject)
            assert (begun.draft.kind, begun.why) == ("approved", "")
            draft = ActDraft(kind="approved", disposition="Издаје се уверење.", reasons="Дуга нема.")
            acts.sign(subject, draft, bytearray(PIN.encode()))
            alone = the_act(prepared, subject)
            assert (alone.level, alone.waits, alone.made.signer) == ("B-B", True, "Огњен Моделић")
            stays_open_until_the_lock(prepared, subject)
            own_town.come_back()
            prepared.desk.nudge(asked=True)
            wait_until(lambda: the_act(prepared, subject).level == "B-LT")
            wait_until(lambda: prepared.desk.stores.uploads.waiting() == ())
            wait_until(lambda: prepared.desk.stores.outbox.size().entries == 0)
            proven = the_act(prepared, subject)
            pdf = acts.read(subject, proven.paper)
            (verdict,) = acts.judge(subject, proven.paper)
        finally:
            prepared.close()
    assert (verdict.code, verdict.signer, verdict.level) == ("good", "Огњен Моделић", "B-LT")
    file = tmp_path / "akt.pdf"
    file.write_bytes(pdf)
    other = subprocess.run(["/usr/bin/pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid." in other
    at = leaf.certificate.not_valid_before_utc.timestamp() + 3 * 24 * 3600
    broken = flipped(pdf, pdf.index(b"stream") + 30)
    (altered,) = PadesValidation(AnchorFolders([root / "trust"])).validate(broken, at)
    assert altered.code == "altered"
