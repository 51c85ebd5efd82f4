"""A planted person, and a search for what is theirs in every file of a folder, by name and by content."""

from __future__ import annotations

import base64
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clerk_app.domain.people import Address, IdDocument, Person
from clerk_app.domain.scripts import fold, to_latin

PERSON = Person(
    id_number="0704993990238",
    surname="Засађеновић",
    given_name="Веверислава",
    parent_name="Чворослав",
    birth_date="1993-04-07",
    birth_place="Скривеноврело",
    address=Address(place="Примерово", street="Жабокречинска", number="177"),
    document=IdDocument(kind="id_card", number="009990731"),
    phone="060 009 0417",
    email="veverislava@zasadjenovic.example",
)
FORM_VALUE = "Неизрециво осетљив податак"
NOTE = "Долази сестра Крадомирка"
TITLE = "Налаз др Потајновића"
CONTENT = "Садржај налаза који нико не сме да види"
PASSWORD = "лозинка-од-седам-брава"
PLANTED = (
    *(PERSON.surname, PERSON.given_name, PERSON.parent_name, PERSON.birth_place, PERSON.address.street),
    *(PERSON.id_number, PERSON.document.number, PERSON.phone, PERSON.phone.replace(" ", ""), PERSON.email),
    *(FORM_VALUE, NOTE, TITLE, CONTENT, PASSWORD),
)


@dataclass(frozen=True)
class Leak:
    """What was found of the person, in which file, and written how."""

    file: str
    text: str
    written: str


def leaks(*folders: Path) -> list[Leak]:
    """Everything of the person in names and bytes of all files under the folders, and in those inside of zip files."""
    return [leak for folder in folders for path in sorted(folder.rglob("*")) for leak in _leaks_of(path, folder)]


def found_in(name: str, content: bytes) -> Iterator[Leak]:
    """What of the person stands in one piece of content."""
    lowered = content.lower()
    for text, written, needle in _NEEDLES:
        if needle in (lowered if written == "hex" else content):
            yield Leak(name, text, written)


def _leaks_of(path: Path, folder: Path) -> Iterator[Leak]:
    name = str(path.relative_to(folder))
    for leak in found_in(name, name.encode()):
        yield Leak(name, leak.text, f"name, {leak.written}")
    if not path.is_file():
        return
    yield from found_in(name, path.read_bytes())
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as bundle:
            for member in bundle.namelist():
                yield from found_in(f"{name}/{member}", member.encode() + b"\n" + bundle.read(member))


def _needles() -> Iterator[tuple[str, str, bytes]]:
    for text in PLANTED:
        for form in dict.fromkeys((text, text.upper(), text.lower(), to_latin(text), fold(text))):
            raw = form.encode()
            yield text, "utf-8", raw
            yield text, "utf-16", form.encode("utf-16-le")
            yield text, "utf-16 big-endian", form.encode("utf-16-be")
            if not form.isascii():
                yield text, "escaped", form.encode("unicode_escape")
            yield text, "hex", raw.hex().encode()
            for shifted in _base64(raw):
                yield text, "base64", shifted


def _base64(raw: bytes) -> Iterator[bytes]:
    """How bytes look in base64 wherever they begin in it: the parts that their neighbours do not change."""
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + raw).rstrip(b"=")
        begins = (0, 2, 3)[before]
        ends = len(encoded) if (before + len(raw)) % 3 == 0 else len(encoded) - 1
        yield encoded[begins:ends]


_NEEDLES = tuple(_needles())
