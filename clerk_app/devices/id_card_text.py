"""From the records of an identity card to a person; values stay exactly as the card has them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from clerk_app.devices.card_files import Malformed, records
from clerk_app.devices.id_card_tags import Kind, Tag
from clerk_app.domain.people import Address, IdDocument, Person
from clerk_app.ports.cards import IdCard

_MALE = frozenset("MМ")
_FEMALE = frozenset("FŽЖZ")


class _Text:
    """Records read as text; what the card does not have is empty."""

    def __init__(self, *files: bytes | None) -> None:
        self._values: dict[int, bytes] = {}
        for content in files:
            self._values |= records(content or b"")

    def __getitem__(self, tag: Tag) -> str:
        return self._values.get(tag, b"").decode("utf-8")

    def date(self, tag: Tag) -> str:
        return iso_date(self[tag])


def id_card(kind: Kind, document: bytes, fixed: bytes, residence: bytes | None) -> IdCard:
    """Join the contents of the three text files; raises ``Malformed`` or ``UnicodeDecodeError``."""
    text = _Text(document, fixed, residence)
    if not (text[Tag.PERSONAL_NUMBER] and (text[Tag.SURNAME] or text[Tag.GIVEN_NAME])):
        raise Malformed("nobody is named on the card")
    return IdCard(
        person=_person(kind, text),
        kind=kind,
        address_since=text.date(Tag.ADDRESS_DATE),
        address_label=text[Tag.ADDRESS_LABEL],
        missing=("residence",) if residence is None else (),
    )


def iso_date(written: str) -> str:
    """``DDMMYYYY`` as ISO date; empty where the card says "not available" (year 0001) or no such day exists."""
    if len(written) != 8 or not (written.isascii() and written.isdigit()) or written[4] == "0":
        return ""
    try:
        return date(int(written[4:]), int(written[2:4]), int(written[:2])).isoformat()
    except ValueError:
        return ""


def sex(written: str) -> Literal["m", "f", ""]:
    """The card may write it in Latin or Cyrillic."""
    first = written[:1].upper()
    if first in _MALE:
        return "m"
    return "f" if first in _FEMALE else ""


def _person(kind: Kind, text: _Text) -> Person:
    return Person(
        id_kind="jmbg" if kind == "citizen" else "foreigner",
        id_number=text[Tag.PERSONAL_NUMBER],
        surname=text[Tag.SURNAME],
        given_name=text[Tag.GIVEN_NAME],
        parent_name=text[Tag.PARENT_NAME],
        sex=sex(text[Tag.SEX]),
        birth_date=text.date(Tag.BIRTH_DATE),
        birth_place=text[Tag.BIRTH_PLACE] or text[Tag.BIRTH_MUNICIPALITY],
        address=_address(text),
        document=IdDocument(
            kind="other" if kind == "residence" else "id_card",
            number=text[Tag.DOCUMENT_NUMBER],
            issuer=text[Tag.ISSUER],
            issued=text.date(Tag.ISSUED),
            expires=text.date(Tag.EXPIRES),
        ),
        source="card",
    )


def _address(text: _Text) -> Address:
    return Address(
        state=text[Tag.STATE],
        municipality=text[Tag.MUNICIPALITY],
        place=text[Tag.PLACE],
        street=text[Tag.STREET],
        number=text[Tag.NUMBER],
        letter=text[Tag.LETTER],
        entrance=text[Tag.ENTRANCE],
        floor=text[Tag.FLOOR],
        apartment=text[Tag.APARTMENT],
    )
