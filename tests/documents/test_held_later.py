"""What came after receipt is told to the person: papers, payments, delivery, statements."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.documents.held_later import delivered, deliveries, later_files, payments, statements
from clerk_app.domain.bodies import EnclosureRef, ProofChoice
from clerk_app.domain.delivery_bodies import ConsentGiven, HandedOver, Noted
from clerk_app.domain.delivery_told import DeliveryMoved, Evidence, StepTold
from clerk_app.domain.ezup_bodies import Stated
from clerk_app.domain.index_bodies import RatingGiven
from clerk_app.domain.payment_bodies import PaymentProven, PaymentTerminal, RefundAsked
from clerk_app.domain.requests import Happening
from tests.documents.test_happenings import latin
from tests.support.specimens import SERVICE, received

MORNING = 1_795_420_391_000_000
SCAN = EnclosureRef(sha256="a" * 64, size=1, media_type="application/pdf", title="Доставница")
ACT = replace(SCAN, sha256="b" * 64, title="Решење")
HANDED = HandedOver(
    delivery="d", document=ACT, kind="decision", to="applicant", name="Драган Огледић", identity="passport",
    tail="4321", checked="eyes", taken=True, signed="strokes", handed_local="2026-11-23T09:00:00+01:00", clerk="м",
    strokes=((1, 2, 3, 4),),
)  # fmt: skip
OWN = tuple(
    Happening(seq=seq, at=MORNING, subject=b"s", body=body)
    for seq, body in enumerate(
        (
            Stated(choices=(ProofChoice(proof="rgz", by="body"),), signed="screen", stated_local="", clerk="м"),
            PaymentProven(order="Р", how="seen", number="И-77", on="2026-11-20", amount=33_000, clerk="м"),
            PaymentTerminal(order="Р", slip="С-5", terminal="Т-1", amount=33_000, clerk="м"),
            RefundAsked(order="Р", amount=33_000, account="840000074225184373", reason="двапут плаћено", clerk="м"),
            ConsentGiven(given=True, how="paper", on="2026-11-23", clerk="м", email="д•••@primer.example"),
            HANDED,
            replace(HANDED, to="representative", taken=False, signed="none", note="није хтео"),
            Noted(delivery="d", state="notice_left", on="2026-11-21", clerk="м", number="РЕ 1", scan=SCAN),
            RatingGiven(grade=2),
        )
    )
)


def said(rows: list[list[str]]) -> str:
    return "\n".join(" ".join(row) for row in rows)


def test_files_that_came_later_are_told_by_title(texts):
    (row,) = later_files(OWN, texts.of("sr-Cyrl"))
    assert row[0] == "Доставница"


def test_proofs_and_accounts_are_told_in_full(texts):
    told = said(payments(OWN, texts.of("sr-Cyrl")))
    for expected in ("И-77", "20.11.2026.", "330,00", "С-5", "Т-1", "840000074225184373", "двапут плаћено"):
        assert expected in told
    assert latin(told) == []


def test_who_took_a_document_and_that_a_signature_is_kept(texts):
    told = said(deliveries(OWN, texts.of("sr-Cyrl")))
    for expected in (
        *("на папиру", "д•••@primer.example", "Решење", "Драган Огледић (подносилац)", "пасош …4321"),
        *("чува се слика потписа", "(заступник)", "без потписа", "није хтео"),
        *("остављено обавештење", "21.11.2026.", "РЕ 1"),
    ):
        assert expected in told
    assert latin(told) == []


def test_what_was_stated_of_records_is_told_from_receipt_on(texts):
    rows = statements(received(), OWN, SERVICE, texts.of("sr-Cyrl"))
    assert rows[:2] == [
        ["АПР: привредни субјект", "прибавља орган"],
        ["РГЗ: лист непокретности", "доставља странка"],
    ]
    assert rows[2][1].startswith("прибавља орган (Потврђено на екрану за грађанина, ")
    assert statements(None, (), None, texts.of("en")) == []


def test_what_another_desk_recorded_of_a_delivery_is_told_with_its_evidence(texts):
    steps = (
        StepTold(state="collected", at=MORNING, evidence=Evidence(kind="signature", number="id_card 4321")),
        StepTold(state="refused", at=MORNING, evidence=Evidence(kind="note", number="passport 77AB", text="није хтео")),
        StepTold(state="returned", at=MORNING, evidence=Evidence(kind="return", number="РЕ 1")),
        StepTold(state="failed", at=MORNING, evidence=Evidence(kind="none", number="9", sha256="a" * 64)),
    )
    moved = DeliveryMoved(
        at=1, delivery="d", sha256="b" * 64, title="Решење", kind="decision", channel="counter", steps=steps
    )
    told = said(delivered((moved, replace(moved, channel="голуб", steps=steps[:1])), texts.of("sr-Cyrl")))
    for expected in ("Решење", "лична карта …4321", "пасош …77AB", "није хтео", "РЕ 1", "голуб"):
        assert expected in told
    assert latin(told) == []
