"""Invented people of the demonstration; their personal numbers lie in areas that were never assigned."""

from __future__ import annotations

from clerk_app.domain.people import Address, IdDocument, Person

CLERK, PASSWORD = "mprimeric", "primer-2026"
HANDLER, HANDLER_PASSWORD = "omodelic", "model-2026"
SUPERVISOR, SUPERVISOR_PASSWORD = "suzoric", "uzor-2026"
"""Who may sign in, as the seed of the reference central has it."""


def _person(  # noqa: PLR0917 - a table reads better in columns
    number: str, surname: str, given: str, parent: str, sex: str, born: str, street: str, house: str, card: str
) -> Person:
    return Person(
        id_number=number,
        surname=surname,
        given_name=given,
        parent_name=parent,
        sex="f" if sex == "f" else "m",
        birth_date=born,
        birth_place="Примерово",
        address=Address(state="SRB", municipality="Примерово", place="Примерово", street=street, number=house),
        document=IdDocument(
            kind="id_card", number=card, issuer="МУП Р. Србије", issued="2021-03-02", expires="2031-03-02"
        ),
        source="card",
    )


JELENA = _person("1403988985008", "Примерић", "Јелена", "Замислав", "f", "1988-03-14", "Узорна", "12", "000999417")
DRAGAN = _person("2311996990004", "Огледић", "Драган", "Стојан", "m", "1996-11-23", "Узорни трг", "4", "000999583")
VESNA = _person("0506974985005", "Узорић", "Весна", "Никола", "f", "1974-06-05", "Макетна", "7", "000999621")
STOJAN = _person("1708961990005", "Пробић", "Стојан", "Милош", "m", "1961-08-17", "Огледна", "31", "000999745")
MILENA = _person("2902992985004", "Обрасцић", "Милена", "Рада", "f", "1992-02-29", "Узорна", "5", "000999802")
PEOPLE = (JELENA, DRAGAN, VESNA, STOJAN, MILENA)
