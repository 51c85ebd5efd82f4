"""What came to a request after it was received, for the person it is about: papers, payments, delivery, statements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clerk_app.documents.happenings import step_words
from clerk_app.documents.wording import day, instant
from clerk_app.domain.bodies import ProofChoice, RequestReceived
from clerk_app.domain.catalogue import Service
from clerk_app.domain.delivery_bodies import ConsentGiven, HandedOver, Noted
from clerk_app.domain.delivery_told import DeliveryMoved, Evidence, StepTold
from clerk_app.domain.ezup_bodies import Stated
from clerk_app.domain.payment_bodies import PaymentProven, PaymentTerminal, RefundAsked
from clerk_app.domain.remembered import BringsFiles
from clerk_app.domain.requests import Happening
from clerk_app.i18n import Texts

type Rows = list[list[str]]


def later_files(own: tuple[Happening, ...], texts: Texts) -> Rows:
    """Titles of the files that came later, and when."""
    return [
        [ref.title, instant(texts, one.at)]
        for one in own
        if isinstance(one.body, BringsFiles)
        for ref in one.body.files()
    ]


def payments(own: tuple[Happening, ...], texts: Texts) -> Rows:
    """Proofs of payment by their numbers, and accounts that money is asked back to."""
    return _told(own, {PaymentProven: _proven, PaymentTerminal: _terminal, RefundAsked: _refund}, texts)


def deliveries(own: tuple[Happening, ...], texts: Texts) -> Rows:
    """Consent, who took a document and how they were known, what slips say."""
    return _told(own, {ConsentGiven: _consent, HandedOver: _handed, Noted: _noted}, texts)


def delivered(told: tuple[DeliveryMoved, ...], texts: Texts) -> Rows:
    """What the centre told of deliveries that others recorded, with what each step rests on."""
    return [[instant(texts, step.at), _step(moved, step, texts)] for moved in told for step in moved.steps]


def statements(body: RequestReceived | None, own: tuple[Happening, ...], service: Service | None, texts: Texts) -> Rows:
    """What the person said of who obtains each record: at receipt, and later."""
    rows = [_stated(choice, service, "", texts) for choice in body.proofs] if body is not None else []
    for one in own:
        if isinstance(one.body, Stated):
            how = f"{texts.text(f'ezup.signed.{one.body.signed}')}, {instant(texts, one.at)}"
            rows += [_stated(choice, service, how, texts) for choice in one.body.choices]
    return rows


def _told(own: tuple[Happening, ...], words: dict[type, Callable[[Any, Texts], str]], texts: Texts) -> Rows:
    known = ((one, words.get(type(one.body))) for one in own)
    return [[instant(texts, one.at), say(one.body, texts)] for one, say in known if say is not None]


def _proven(body: PaymentProven, texts: Texts) -> str:
    return texts.text(
        "held.payment.proof", number=body.number, day=day(texts, body.on), amount=texts.amount(body.amount)
    )


def _terminal(body: PaymentTerminal, texts: Texts) -> str:
    return texts.text("held.payment.terminal", slip=body.slip, terminal=body.terminal, amount=texts.amount(body.amount))


def _refund(body: RefundAsked, texts: Texts) -> str:
    amount = texts.amount(body.amount)
    return texts.text("held.payment.refund", account=body.account, amount=amount, reason=body.reason)


def _consent(body: ConsentGiven, texts: Texts) -> str:
    line, _params = body.history()
    said = texts.text(f"history.{line}", how=texts.text(f"delivery.consent_how.{body.how}"))
    return ", ".join(part for part in (said, day(texts, body.on), body.email, body.phone) if part)


def _handed(body: HandedOver, texts: Texts) -> str:
    line, _params = body.history()
    who = texts.text(f"held.part.{body.to}")
    parts = (
        texts.text(f"history.{line}", title=body.document.title),
        f"{body.name} ({who})",
        texts.text(f"delivery.identity.{body.identity}", tail=body.tail),
        texts.text(f"held.signed.{body.signed}"),
        body.note,
    )
    return ", ".join(part for part in parts if part)


def _noted(body: Noted, texts: Texts) -> str:
    number = texts.text("payments.number", number=body.number) if body.number else ""
    said = texts.text("history.delivery_noted", step=step_words(body.state, texts))
    return ", ".join(part for part in (said, day(texts, body.on), number, body.text) if part)


def _step(moved: DeliveryMoved, step: StepTold, texts: Texts) -> str:
    channel = f"delivery.channel.{moved.channel}"
    way = texts.text(channel) if texts.has(channel) else moved.channel
    said = texts.text("history.delivery_step", title=moved.title, channel=way, step=step_words(step.state, texts))
    return ", ".join(part for part in (said, *_evidence(step.evidence, texts)) if part)


def _evidence(evidence: Evidence, texts: Texts) -> tuple[str, ...]:
    """What a step rests on: its kind, the number of a slip or the end of an identity document's, and the note."""
    kind = f"delivery.evidence.{evidence.kind}"
    identity, _, tail = evidence.number.partition(" ")
    known = f"delivery.identity.{identity}"
    number = texts.text(known, tail=tail) if tail and texts.has(known) else evidence.number
    return (texts.text(kind) if texts.has(kind) else "", number, evidence.text)


def _stated(choice: ProofChoice, service: Service | None, how: str, texts: Texts) -> list[str]:
    proofs = service.proofs if service is not None else ()
    name = next((texts.wording(proof.label) for proof in proofs if proof.code == choice.proof), choice.proof)
    said = texts.text(f"intake.by_{choice.by}")
    return [name, f"{said} ({how})" if how else said]
