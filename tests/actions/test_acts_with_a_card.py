"""Acts with a card (SoftHSM2) on a bad day: wrong PINs, a pulled card, old certificates; the PIN is kept nowhere.

Signed papers that arrive are judged here too: with a flipped bit, an expired certificate, one that was revoked.
"""

from __future__ import annotations

import hashlib
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from clerk_app.app.itself import program
from clerk_app.devices.token_host import encoded
from clerk_app.devices.token_kept import TokenKept
from clerk_app.devices.token_process import OpenFar, TokenProcess
from clerk_app.documents.certificates import read_certificate
from clerk_app.documents.validating import PadesValidation
from clerk_app.documents.wording import PaperTexts
from clerk_app.domain.acts import ActDraft, acts_of
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.errors import CounterError, Refused, Unavailable
from clerk_app.i18n import Texts
from tests.actions.test_upgrading import unpressed
from tests.support.acts_at_work import RESOURCES, ActsAtWork, pin
from tests.support.signed import Authority, flipped, paper, ranges, signed_by
from tests.support.signers import Leaf
from tests.support.software_token import MODULE, SoftwareToken, software_token

pytestmark = [
    pytest.mark.skipif(not MODULE.exists(), reason="SoftHSM2 is not installed"),
]
DRAFT = ActDraft(kind="approved", disposition="Одобрава се тезга.", reasons="Услови су испуњени.")
SECRET, WRONG = "pinovka-83915024", "pinovka-77777777"


def token() -> TokenKept:
    """The card in a process of its own, as the program has it."""
    return TokenKept([*program(), "token-host"], MODULE, "potpis", read_certificate)


class Pulled(TokenKept):
    """Somebody takes the card out once its PIN was right."""

    def __init__(self, card: SoftwareToken) -> None:
        super().__init__([*program(), "token-host"], MODULE, "potpis", read_certificate)
        self._card = card

    @contextmanager
    def open(self, pin: bytearray) -> Iterator[OpenFar]:
        with super().open(pin) as opened:
            self._card.pull()
            yield opened


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    with Authority.over(tmp_path) as made:
        yield made


@pytest.fixture
def work(tmp_path: Path, authority: Authority) -> Iterator[ActsAtWork]:
    (tmp_path / "desk").mkdir()
    made = ActsAtWork(tmp_path / "desk", authority, token())
    authority.at = made.desk.clock.wall.timestamp()
    yield made
    made.close()


@pytest.fixture
def leaf(authority: Authority, work: ActsAtWork) -> Leaf:
    return authority.trust.leaf("Огњен Моделић")


@pytest.fixture
def card(tmp_path: Path, leaf: Leaf) -> Iterator[SoftwareToken]:
    with software_token(tmp_path / "token", SECRET) as made:
        made.keep(leaf)
        yield made


def nothing_kept(work: ActsAtWork) -> bool:
    return work.desk.kinds() == ["request.received"] and not list((work.desk.folder / "enclosures").iterdir())


def test_after_three_wrong_pins_the_card_is_left_alone(work: ActsAtWork, card: SoftwareToken) -> None:
    subject = work.desk.receive().view.subject
    for code in ("pin_wrong|pin_last_try", "pin_wrong|pin_last_try", "pin_thrice_wrong"):
        given = pin(WRONG)
        with pytest.raises(Refused, match=code):
            work.acts.sign(subject, DRAFT, given)
        assert given == bytes(len(WRONG))
    with pytest.raises(Refused, match="pin_thrice_wrong"):
        work.acts.sign(subject, DRAFT, pin(SECRET))
    assert nothing_kept(work)
    once = TokenProcess([*program(), "token-host"], MODULE, "potpis", read_certificate)
    with once.open(pin(SECRET)) as opened:
        assert opened.sign(hashlib.sha256(b"akt").digest()), "the card itself was not locked"


def test_a_card_that_is_pulled_in_the_middle_of_signing_leaves_nothing(work: ActsAtWork, card: SoftwareToken) -> None:
    subject = work.desk.receive().view.subject
    work.token = Pulled(card)
    with pytest.raises(Unavailable, match="token_pulled"):
        work.acts.sign(subject, DRAFT, pin(SECRET))
    assert nothing_kept(work)
    card.put_in()
    work.token = token()
    assert work.acts.sign(subject, DRAFT, pin(SECRET)).level == "B-B"


def test_nothing_is_signed_with_a_card_whose_certificate_has_expired(work: ActsAtWork, card: SoftwareToken) -> None:
    subject = work.desk.receive().view.subject
    assert work.acts.begin(subject).why == ""
    work.desk.clock.set_wall(work.desk.clock.wall + timedelta(days=400))
    assert work.acts.begin(subject).why == "certificate_expired"
    with pytest.raises(Refused, match="certificate_expired"):
        work.acts.sign(subject, DRAFT, pin(SECRET))
    assert nothing_kept(work)


def test_that_a_certificate_was_revoked_is_found_out_with_the_line(
    work: ActsAtWork, card: SoftwareToken, authority: Authority
) -> None:
    subject = work.desk.receive().view.subject
    made = work.acts.sign(subject, DRAFT, pin(SECRET))
    authority.trust.trust.revoke(made.serial)
    work.hours_later(3)
    work.upgrading().run(unpressed)
    (act,) = acts_of(work.case_files.of(subject))
    assert (act.short, act.waits) == ("certificate_revoked", False)
    assert [one.code for one in work.acts.judge(subject, act.paper)] == ["revoked"]


def arrives(work: ActsAtWork, pdf: bytes) -> EnclosureRef:
    """A signed paper of somebody else is with the case."""
    digest = hashlib.sha256(pdf).hexdigest()
    ref = EnclosureRef(sha256=digest, size=len(pdf), media_type="application/pdf", title="Решење")
    work.desk.enclosures.adopt(ref, iter((pdf,)))
    return ref


@pytest.mark.parametrize("flips", [0, 1])
def test_a_signed_paper_that_arrives_with_one_flipped_bit_never_stands(
    work: ActsAtWork, authority: Authority, flips: int
) -> None:
    subject = work.desk.receive().view.subject
    pdf = signed_by(authority.trust.leaf("Јавни бележник"), at=authority.at)
    first, _second, _end = ranges(pdf)
    assert paper().index(b"stream") + 20 < first
    ref = arrives(work, flipped(pdf, paper().index(b"stream") + 20) if flips else pdf)
    (verdict,) = work.acts.judge(subject, ref)
    assert (verdict.code, verdict.stands) == (("altered", False) if flips else ("not_checked", True))


@pytest.mark.parametrize(("days", "code"), [(300, "not_checked"), (-5, "expired")])
def test_a_signed_paper_that_arrives_says_whether_its_certificate_has_expired(
    work: ActsAtWork, authority: Authority, days: int, code: str
) -> None:
    subject = work.desk.receive().view.subject
    ref = arrives(work, signed_by(authority.trust.leaf("Јавни бележник", days=days), at=authority.at))
    assert [one.code for one in work.acts.judge(subject, ref)] == [code]


def test_a_signed_paper_that_arrives_with_the_answer_that_it_was_revoked_does_not_stand(
    work: ActsAtWork, authority: Authority
) -> None:
    subject, signer = work.desk.receive().view.subject, authority.trust.leaf("Јавни бележник")
    pdf = signed_by(signer, at=authority.at)
    authority.trust.trust.revoke(f"{signer.certificate.serial_number:x}")
    upgrade = work.upgrading()._world.upgrade  # the real one
    proven = upgrade.upgrade(pdf, authority.trust, authority.trust, authority.at).pdf
    (verdict,) = work.acts.judge(subject, arrives(work, proven))
    assert (verdict.code, verdict.stands) == ("revoked", False)
    assert PadesValidation(authority.anchors).validate(pdf, authority.at)[0].stands, "nothing said so before"


CODES = (
    "pin_missing", "pin_wrong", "pin_last_try", "pin_locked", "pin_not_set", "pin_thrice_wrong", "token_pulled",
    "token_missing", "token_not_set", "token_module_missing", "certificate_expired", "certificate_missing",
    "certificate_many", "certificate_revoked", "signature_altered", "signature_unreadable", "pdf_unreadable",
)  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_what_a_card_or_a_paper_refuses_is_said_in_both_languages(code: str) -> None:
    texts = PaperTexts(Texts(RESOURCES / "texts", strict=True))
    cyrillic, english = (texts.of(language).text(f"error.{code}") for language in ("sr-Cyrl", "en"))
    assert any("а" <= sign <= "ш" for sign in cyrillic)
    assert not any("а" <= sign <= "ш" for sign in english)
    assert english != f"error.{code}"


def leaks(seen: bytes) -> list[str]:
    """Which of both PINs is in what was seen, in any of the ways in which text is written down."""
    ways = ("utf-8", "utf-16-le", "utf-16-be")
    written = {
        secret: (
            *(secret.encode(way) for way in ways),
            secret.encode().hex().encode(),
            encoded(secret.encode()).encode(),
        )
        for secret in (SECRET, WRONG)
    }
    return [secret for secret, forms in written.items() if any(form in seen for form in forms)]


def of_processes(pid: int) -> bytes:
    """The arguments and the environment of a process, as everybody on the machine sees the first."""
    return b"".join((Path("/proc") / str(pid) / part).read_bytes() for part in ("cmdline", "environ"))


def test_the_pin_is_in_no_log_error_file_entry_or_argument(
    work: ActsAtWork, card: SoftwareToken, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    subject, seen = work.desk.receive().view.subject, list[str]()
    with pytest.raises(CounterError) as wrong:
        work.acts.sign(subject, DRAFT, pin(WRONG))
    work.token = Pulled(card)
    with pytest.raises(CounterError) as pulled:
        work.acts.sign(subject, DRAFT, pin(SECRET))
    card.put_in()
    work.token = far = token()
    made = work.acts.sign(subject, DRAFT, pin(SECRET))
    for error in (wrong.value, pulled.value):
        seen += [*traceback.format_exception(error), repr(error), repr(error.params), repr(error.__cause__)]
    with far.open(pin(SECRET)) as opened:
        seen += map(repr, (far, opened, opened.certificate, made, work.acts))
        arguments = of_processes(opened._far._process.pid)
    seen += [caplog.text, *(repr(record.__dict__) for record in caplog.records)]
    bodies = [entry.body or b"" for entry in work.desk.bodies.entries(subject)]
    files = [file.read_bytes() + file.name.encode() for file in work.desk.folder.rglob("*") if file.is_file()]
    assert len(bodies) == 2
    assert files
    for part in (arguments, *bodies, *files, *(text.encode() for text in seen)):
        assert leaks(part) == []


@pytest.mark.parametrize("way", ["utf-8", "utf-16-le"])
def test_a_pin_that_leaks_would_be_found(way: str) -> None:
    assert leaks(b"PIN=" + SECRET.encode(way)) == [SECRET]
    assert leaks(encoded(WRONG.encode()).encode()) == [WRONG]
    assert leaks(b"potpis") == []
