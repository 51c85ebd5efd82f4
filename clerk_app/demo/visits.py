"""The citizens of the day: who comes, with or without a card, for what, and what is entered."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.demo.people import DRAGAN, JELENA, MILENA, STOJAN, VESNA
from clerk_app.domain.people import Person


@dataclass(frozen=True, slots=True)
class Visit:
    """One citizen's visit: which service by which letters, and what is entered where (accessible name, value).

    A value ``*n`` chooses the n-th of a list, an empty one ticks. ``typed``: no card. ``file``: a scanned sketch is
    enclosed. ``records`` is what is chosen of the records, ``said`` what the citizen says at the review.
    """

    person: Person
    letters: str
    entries: tuple[tuple[str, str], ...] = ()
    typed: bool = False
    file: bool = False
    records: tuple[tuple[str, str], ...] = ()
    said: tuple[tuple[str, str], ...] = ()


VISITS = (
    Visit(
        JELENA,
        "извод рођ",
        (
            ("Врста извода", "*1"),
            ("Број примерака", "2"),
            ("Сврха", "*9"),
            ("Навести сврху", "упис у бирачки списак"),
            ("Однос са подносиоцем", "*1"),
            ("Општина уписа у матичну књигу", "Примерово"),
        ),
    ),
    Visit(
        DRAGAN,
        "zauzece javne",
        (
            ("Облик", "*1"),
            ("Пословно име", "Узор Примерово"),
            ("ПИБ", "990001013"),
            ("Матични број", "99000970"),
            ("Намена", "*1"),
            ("Улица", "Узорни трг, Примерово"),
            ("Место (број, опис)", "4, испред локала"),
            ("Зона", "*2"),
            ("Површина", "24,00"),
            ("Од", "1.4.2027"),
            ("До", "31.10.2027"),
        ),
        file=True,
    ),
    Visit(
        VESNA,
        "дечији",
        (("Захтев је", "*1"), ("Текући рачун за исплату", "310-1234567891211-86"), ("Сродство", "*1")),
    ),
    Visit(STOJAN, "имовин", (("Разлог", "*1"), ("Дан настанка", "01.11.2026."), ("Врста", "*1"), ("Површина", "64"))),
    Visit(MILENA, "пријава закљ", (("Презиме", "Обрасцић"), ("Име", "Милена"), ("Место", "*2")), typed=True),
    Visit(JELENA, "uverenje o izm", (("Уверење се тражи за", "*1"), ("Сврха", "упис на конкурс"))),
)
