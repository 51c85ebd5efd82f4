"""How long a clerk waits for a slip with its code: layout, code made and read again, PDF; against the code alone.

Every slip asks for another sum under another reference, so that no layout and no code is one that was made before.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from clerk_app.documents import qr
from clerk_app.documents.layouts import Layouts
from clerk_app.documents.slip import SlipPaper, code_text
from clerk_app.documents.wording import PaperTexts
from clerk_app.domain import numbers
from clerk_app.domain.payments import PaymentPolicy, ReferenceRule, orders_of, slip_of
from clerk_app.i18n import Texts
from clerk_app.ports.paper import SlipFacts
from tests.bench.figures import Figure, at_most, figure, quantile
from tests.bench.lone import ROOT
from tests.support.specimens import APPLICANT, ISSUER, MUNICIPALITY, received

ROUNDS = 7
SLIPS = 40
_BOUND = 30


def measure(_work: Path) -> list[Figure]:
    """Rounds of slips, each round's middle one, with the code alone beside them."""
    layouts = Layouts(ROOT / "resources" / "layouts", ROOT / "resources" / "fonts")
    paper = SlipPaper(layouts, PaperTexts(Texts(ROOT / "resources" / "texts")))
    began = time.perf_counter()
    paper.slip(_facts(0))
    first = (time.perf_counter() - began) * 1000
    codes, pdfs, pictures, slowest = [], [], [], []
    for round_ in range(ROUNDS):
        some = [_facts(1 + round_ * SLIPS * 3 + place) for place in range(SLIPS * 3)]
        codes.append(quantile(_each(some[:SLIPS], lambda facts: qr.make(code_text(facts)).png), 0.5))
        drawn = _each(some[SLIPS : 2 * SLIPS], paper.slip)
        pdfs.append(quantile(drawn, 0.5))
        slowest.append(max(drawn))
        pictures.append(quantile(_each(some[2 * SLIPS :], paper.picture), 0.5))
    floor = "the code alone, made and read again, in the same run"
    bound = at_most(_BOUND)
    return [
        figure("slip", "the code alone: made, and read again by a reader", "ms", codes),
        figure("slip", "slip with code, as PDF", "ms", pdfs, reach=bound, floor=floor),
        figure("slip", "slip with code, as a picture for the screen", "ms", pictures, floor=floor),
        figure("slip", "the slowest PDF of a round", "ms", slowest),
        figure("slip", "the first PDF after a start, fonts and layout read", "ms", [first]),
    ]


def _each(facts: list[SlipFacts], draw: Callable[[SlipFacts], bytes]) -> list[float]:
    """Milliseconds for each of them."""
    took = []
    for one in facts:
        began = time.perf_counter()
        draw(one)
        took.append((time.perf_counter() - began) * 1000)
    return took


def _facts(running: int) -> SlipFacts:
    body = received()
    line = replace(body.fee.lines[0], amount=32_000 + running)
    body = replace(
        body, number=numbers.provisional("A7", running + 1), fee=replace(body.fee, lines=(line,), total=line.amount)
    )
    policy = PaymentPolicy(local=ReferenceRule(reference="request"))
    (order,) = orders_of(body, policy, MUNICIPALITY.tax_accounts())
    slip = slip_of(order, payer=APPLICANT, purpose="Заузеће јавне површине")
    return SlipFacts(issuer=ISSUER, slip=slip, number=body.number, language="sr-Cyrl")
