"""Reading the Serbian identity card: which application it has, its text, its portrait."""

from __future__ import annotations

from clerk_app.devices import apdu, card_files
from clerk_app.devices.id_card_tags import APPLICATIONS, File, Kind
from clerk_app.devices.id_card_text import id_card
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.cards import Card, IdCard

_NOT_FOUND = (0x6A82, 0x6A83)


def read_text(card: Card) -> IdCard:
    """The three text files. Raises ``Unavailable`` (``card_unknown``, ``card_unreadable`` and what the transport says).

    A residence file that the card does not have is named in ``IdCard.missing``; every other gap is an error, so that
    nobody is ever taken down with an address that was merely not read.
    """
    kind = _find_application(card)
    document = _read_file(card, File.DOCUMENT)
    fixed = _read_file(card, File.FIXED)
    residence = _read_file(card, File.RESIDENCE)
    if document is None or fixed is None:
        raise Unavailable("card_unreadable")
    try:
        return id_card(kind, document, fixed, residence)
    except (card_files.Malformed, UnicodeDecodeError) as error:
        raise Unavailable("card_unreadable") from error


def read_photo(card: Card) -> bytes:
    """The portrait as JPEG, byte for byte; empty where the card has none. To be called after ``read_text``."""
    content = _read_file(card, File.PORTRAIT)
    if content is None:
        return b""
    try:
        return card_files.jpeg(content)
    except card_files.Malformed as error:
        raise Unavailable("card_unreadable") from error


def _find_application(card: Card) -> Kind:
    """Ask for each application in turn: new chips appear every year, so the ATR does not tell which card it is."""
    for kind, aid in APPLICATIONS.items():
        _data, status = _send(card, apdu.select_application(aid))
        if status == apdu.OK:
            return kind
    raise Unavailable("card_unknown")


def _read_file(card: Card, file: File) -> bytes | None:
    """Content of one file without its header; ``None`` where the card does not have the file."""
    chosen, status = _send(card, apdu.select_file(file))
    if status in _NOT_FOUND:
        return None
    if status != apdu.OK:
        raise Unavailable("card_unreadable")
    got = _first_bytes(card, chosen)
    try:
        total = card_files.HEADER.size + card_files.content_length(got)
    except card_files.Malformed as error:
        raise Unavailable("card_unreadable") from error
    while len(got) < total:
        part = _read(card, len(got), min(apdu.LONGEST_READ, total - len(got)))
        if not part:  # a card that gives nothing would be asked for ever
            raise Unavailable("card_unreadable")
        got += part
    return got[card_files.HEADER.size : total]


def _first_bytes(card: Card, chosen: bytes) -> bytes:
    """Header and content in one answer where SELECT told the size; else the header alone, which every card gives."""
    size = int.from_bytes(chosen[2:4], "big") if len(chosen) == 4 else 0
    if size > card_files.HEADER.size:
        start = _read(card, 0, min(apdu.LONGEST_READ, size))
        if len(start) >= card_files.HEADER.size:
            return start
    return _read(card, 0, card_files.HEADER.size)


def _read(card: Card, offset: int, length: int) -> bytes:
    """What the card gives from ``offset``, which may be less than asked; empty where it refuses."""
    data, status = _send(card, apdu.read_binary(offset, length))
    return data[:length] if status in (apdu.OK, apdu.END_OF_FILE) else b""


def _send(card: Card, command: bytes) -> tuple[bytes, int]:
    """Some chips answer 6F00 once for no reason and do the same command the second time."""
    data, status = card.transmit(command)
    if status == apdu.NO_PRECISE_REASON:
        data, status = card.transmit(command)
    return data, status
