"""Synthetic people, services and facts that several tests speak of."""

from __future__ import annotations

from clerk_app.contract.reference import Municipality
from clerk_app.domain.bodies import (
    EnclosureRef,
    FeeCharged,
    FeeLine,
    ProofChoice,
    RequestReceived,
)
from clerk_app.domain.catalogue import Choice, Deadline, Field, Proof, Section, Service, Statement, Wording
from clerk_app.domain.numbers import provisional
from clerk_app.domain.people import Address, IdDocument, Person
from clerk_app.domain.receipts import ReceiptCode
from clerk_app.ports.paper import Issuer, ReceiptFacts

DESK = "A7"
MUNICIPALITY = Municipality(
    code="999",
    name="Општина Примерово",
    body="Општинска управа",
    address="Узорни трг 1",
    place="Примерово",
    phone="020 000 100",
    treasury_code="999",
    local_fee_account="840000074225184373",
    republic_fee_account="840000074222184357",
    republic_payee="Буџет Републике Србије",
    data_protection="zastita@primerovo.example",
)
ISSUER = Issuer(municipality=MUNICIPALITY, desk=DESK, counter="3")
APPLICANT = Person(
    id_number="2308003990429",
    surname="Огледић",
    given_name="Драган",
    parent_name="Замислав",
    birth_date="2003-08-23",
    address=Address(street="Узорна", number="7", place="Примерово"),
    document=IdDocument(kind="id_card", number="009990417"),
)
SERVICE = Service(
    id="public-area",
    version=1,
    rap="РАП-1",
    name=Wording(sr="Заузеће јавне површине – башта", en="Use of a public area – garden"),
    department=Wording(sr="Комунални послови", en="Utilities"),
    legal_basis=Wording(sr="Закон о комуналним делатностима", en="Law on Utilities"),
    classification="354",
    deadline=Deadline(kind="days", days=30),
    sections=(
        Section(
            code="place",
            title=Wording(sr="Локал", en="Premises"),
            fields=(
                Field(code="name", label=Wording(sr="Назив локала", en="Name")),
                Field(code="from", label=Wording(sr="Од", en="From"), type="date"),
                Field(
                    code="kind",
                    label=Wording(sr="Врста", en="Kind"),
                    type="choice",
                    choices=(Choice(code="garden", label=Wording(sr="башта", en="garden")),),
                ),
            ),
        ),
    ),
    proofs=(
        Proof(code="apr", label=Wording(sr="АПР: привредни субјект", en="Company register"), source="ezup"),
        Proof(code="rgz", label=Wording(sr="РГЗ: лист непокретности", en="Land register"), source="either"),
    ),
    statements=(Statement(code="true", text=Wording(sr="Подаци су тачни.", en="The data are true.")),),
)


def received(number: int = 415) -> RequestReceived:
    """A request as it was taken at the counter."""
    return RequestReceived(
        number=provisional(DESK, number),
        service=SERVICE.id,
        service_version=1,
        applicant=APPLICANT,
        form={"place.name": "Башта Пример", "place.from": "2027-04-01", "place.kind": "garden"},
        received_local="2026-11-23T08:53:11+01:00",
        clerk="mprimeric",
        proofs=(ProofChoice(proof="apr", by="body"), ProofChoice(proof="rgz", by="party")),
        enclosures=(
            EnclosureRef(sha256="0" * 64, size=1, media_type="application/pdf", title="Скица баште"),
            EnclosureRef(sha256="1" * 64, size=1, media_type="application/pdf", title="Пуномоћје", original=True),
        ),
        fee=FeeCharged(lines=(FeeLine(code="a", level="local", tariff="1", amount=133000),), total=133000),
        deadline="2026-12-23",
        language="sr-Cyrl",
    )


def receipt_facts() -> ReceiptFacts:
    """The facts of that request's receipt before the centre has registered it."""
    body, signature = received(), bytes(range(64))
    code = ReceiptCode(
        municipality="999",
        desk=DESK,
        key_id="a91f3c0e5b7d0011",
        number=body.number,
        service=body.service,
        at=1_795_420_391,
        commitment=bytes(range(32)),
    )
    return ReceiptFacts(
        issuer=ISSUER,
        body=body,
        service=SERVICE,
        unique=None,
        registered=None,
        clerk_name="М. Примерић",
        qr=code.text(signature),
        signature=signature,
    )
