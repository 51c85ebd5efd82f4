"""How long a handler waits for a signed confirmation: the PDF with its signature alone, and all that the key does.

All of it is ``Acts.sign`` as the window calls it: the card is asked, the page laid out and signed, the paper is kept
encrypted and synced, and the entry that names it is committed. The card is a software token (SoftHSM2) in a process of
its own that is open from an act before, as it is all day; the first act gives its PIN, and what goes before that, while
the act is being written, is told beside it. What a real card adds is its own. The floor is the same page laid out by
the bare compiler and one signature by the bare module.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import typst
from cryptography.hazmat.primitives.asymmetric import ec

from clerk_app.app.itself import program
from clerk_app.devices.token_kept import TokenKept
from clerk_app.devices.token_process import TokenProcess
from clerk_app.documents.act import ActPaper, act_words
from clerk_app.documents.certificates import read_certificate
from clerk_app.documents.layouts import Layouts
from clerk_app.documents.signing import PadesSigning
from clerk_app.documents.validating import PadesValidation
from clerk_app.documents.wording import PaperTexts
from clerk_app.domain.acts import ActDraft, Evidence, Filed, Obtained
from clerk_app.domain.catalogue import Wording
from clerk_app.i18n import Texts
from clerk_app.ports.acts import ActFacts, SignerOnPaper
from clerk_app.ports.signing import OpenToken
from tests.bench.figures import Figure, at_most, figure, quantile
from tests.bench.lone import ROOT
from tests.support.acts_at_work import ActsAtWork
from tests.support.signed import Authority
from tests.support.signers import NOW, Leaf, SignersAuthority
from tests.support.software_token import MODULE, PIN, software_token
from tests.support.specimens import ISSUER, SERVICE, received

ROUNDS = 7
EACH = 20
_BOUND = 60
_LAYOUT = ROOT / "resources" / "layouts" / "confirmation.typ"
_FONTS = ROOT / "resources" / "fonts"


def measure(work: Path) -> list[Figure]:
    """Each kind of key in turn, ours and the bare one in the same round."""
    authority = SignersAuthority()
    figures: list[Figure] = []
    for name, leaf in (("RSA 2048", authority.leaf()), ("ECDSA P-256", authority.leaf(key=_curve()))):
        with software_token(work / f"token-{name.split()[0]}") as card:
            card.keep(leaf, authority.der)
            token = TokenProcess([*program(), "token-host"], MODULE, "potpis", read_certificate)
            with token.open(bytearray(PIN.encode())) as opened:
                figures += _compared(name, leaf, opened)
            figures += _kept(name, work / f"desk-{name.split()[0]}")
    return figures


def _kept(name: str, folder: Path) -> list[Figure]:
    """All that a key does, over a desk of its own: acts with the card open, and first acts, which give the PIN."""
    folder.mkdir()
    with Authority.over(folder) as authority:
        work = ActsAtWork(folder, authority)
        try:
            work.token = TokenKept([*program(), "token-host"], MODULE, "potpis", read_certificate)
            return _from_the_key(name, work, work.token)
        finally:
            work.close()


def _from_the_key(name: str, work: ActsAtWork, card: TokenKept) -> list[Figure]:
    subject = work.desk.receive().view.subject

    def begun(_number: int) -> None:
        card.end()
        assert work.acts.begin(subject).signer is not None

    def first(number: int) -> None:
        work.acts.sign(subject, _draft(number), bytearray(PIN.encode()))

    def later(number: int) -> None:
        work.acts.sign(subject, _draft(number), bytearray())

    work.acts.warm()
    begun(0)
    first(0)
    opens, firsts, laters, slowest = list[float](), list[float](), list[float](), list[float]()
    for _ in range(ROUNDS):
        opens.append(_taken(begun, 1))
        firsts.append(_taken(first, 1))
        taken = sorted(_taken(later, number) for number in range(1, EACH + 1))
        laters.append(quantile(taken, 0.5))
        slowest.append(taken[-1])
    what = f"from the key to paper and journal, {name}, software card"
    return [
        figure("signing", f"{what} open from an act before", "ms", laters, reach=at_most(_BOUND)),
        figure("signing", f"{what} open from an act before: the slowest of {EACH}", "ms", slowest),
        figure("signing", f"{what} opened by its PIN, process ready", "ms", firsts),
        figure("signing", f"before the act is written, {name}: the card's process and its certificate", "ms", opens),
    ]


def _compared(name: str, leaf: Leaf, opened: OpenToken) -> list[Figure]:
    papers = ActPaper(Layouts(ROOT / "resources" / "layouts", _FONTS), PaperTexts(Texts(ROOT / "resources" / "texts")))
    bare = typst.Compiler(_LAYOUT, root=_LAYOUT.parent, font_paths=[_FONTS], ignore_system_fonts=True)
    signing, words = PadesSigning(), _words()
    digest = hashlib.sha256(b"floor").digest()

    def ours(number: int) -> bytes:
        return signing.sign(papers.act(_facts(number)), opened, NOW.timestamp())

    def floor(number: int) -> bytes:
        inputs = {"words": json.dumps(words | {"foot": str(number)}, ensure_ascii=False)}
        made = bare.compile(format="pdf", sys_inputs=inputs)
        opened.sign(digest)
        return made if isinstance(made, bytes) else b""

    signed, plain = ours(0), floor(0)  # the first of each loads what later ones have
    assert plain.startswith(b"%PDF")
    assert PadesValidation(list).validate(signed, NOW.timestamp())[0].integrity == "whole"
    rounds = [(_median(ours), _median(floor)) for _ in range(ROUNDS)]
    values, floors = [one for one, _ in rounds], [one for _, one in rounds]
    stands = f"{quantile(floors, 0.5):.1f} ms: the bare layout and one bare signature"
    what = f"signed confirmation, {name}, software card open"
    return [
        figure("signing", what, "ms", values, reach=at_most(_BOUND), floor=stands),
        figure("signing", f"{what}: times the floor", "×", [mine / least for mine, least in rounds]),
    ]


def _median(work: Callable[[int], bytes]) -> float:
    return quantile([_taken(work, number) for number in range(1, EACH + 1)], 0.5)


def _taken(work: Callable[[int], object], number: int) -> float:
    began = time.perf_counter()
    work(number)
    return 1000 * (time.perf_counter() - began)


def _draft(number: int) -> ActDraft:
    return ActDraft(kind="confirmation", disposition=f"Потврђује се да је уписан под редним бројем {number}.")


def _facts(number: int) -> ActFacts:
    """A confirmation that no round has twice."""
    return ActFacts(
        issuer=ISSUER,
        body=received(),
        service=SERVICE,
        number=f"350-{number}/2026-05",
        provisional=False,
        draft=_draft(number),
        made="2026-11-20T10:00:00+01:00",
        clerk_name="Огњен Моделић",
        evidence=Evidence(
            obtained=(Obtained(key="a", name=Wording(sr="Уверење о неосуђиваности"), source="МУП", at="2026-11-18"),),
            filed=(Filed(key="b", title="Лична карта, копија"),),
        ),
        signer=SignerOnPaper(name="Огњен Моделић", issuer="ТЕСТ издавалац", at="2026-11-20T10:00:00+01:00"),
    )


def _words() -> dict[str, object]:
    return dict(act_words(replace(_facts(0)), Texts(ROOT / "resources" / "texts")))


def _curve() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())
