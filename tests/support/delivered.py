"""A desk of fakes with a case to which a document came."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from clerk_app.domain.case_file import Change
from clerk_app.domain.delivery import Document
from clerk_app.domain.delivery_told import DeliveryMoved, DocumentCame, Evidence, StepTold
from clerk_app.domain.people import IdDocument, Person
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import NOW, micros
from tests.support.specimens import APPLICANT

PDF = b"%PDF-1.7 an outcome"
DIGEST = hashlib.sha256(PDF).hexdigest()
WITH_CARD = replace(APPLICANT, document=IdDocument(kind="id_card", number="001234321"))


class Case:
    """``subject`` is a registered case; ``tell`` is the centre's word on it."""

    def __init__(self, desk: FakeDesk, person: Person = WITH_CARD, way: str = "counter") -> None:
        self.desk = desk
        self.subject = desk.receive(person, "local-tax-clearance", delivery=way).subject
        desk.register(self.subject, "004809118/2026", "resen_usvojen")
        self.came()

    def came(self, kind: str = "decision", plain: bytes = PDF, title: str = "Решење о порезу") -> None:
        digest = hashlib.sha256(plain).hexdigest()
        self.desk.enclosures.kept[digest] = plain
        self.tell(
            DocumentCame(
                at=micros(NOW),
                id=digest[:32],
                title=title,
                kind=kind,
                sha256=digest,
                size=len(plain),
                made="2026-11-23",
                by="Одељење за привреду",
            )
        )

    def tell(self, body: object) -> None:
        told = self.desk.case_files.told.get(self.subject, ())
        self.desk.case_files.told[self.subject] = (*told, Change(version=len(told) + 1, kind="x", body=body))

    def moved(self, *states: str, name: str = "0a" * 16, channel: str = "post", **more: str) -> None:
        steps = tuple(
            StepTold(state=state, at=micros(NOW), evidence=Evidence(kind="receipt" if state == "available" else "none"))
            for state in states
        )
        self.tell(
            DeliveryMoved(
                at=micros(NOW),
                delivery=name,
                sha256=DIGEST,
                title="Решење о порезу",
                kind="decision",
                channel=channel,
                steps=steps,
                **more,
            )
        )

    @property
    def document(self) -> Document:
        return self.desk.actions.systems.delivery.documents(self.subject)[0]

    def kinds(self) -> list[str]:
        return [entry.header.kind for entry in self.desk.journal.subjects[self.subject]]
