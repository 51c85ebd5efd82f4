"""HTML as values: what is text is escaped, what is markup already is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

_VOID = frozenset({"input", "meta", "link", "br"})


class Html(str):
    """Markup that is whole and escaped."""

    __slots__ = ()


NOTHING = Html("")


def tag(name: str, /, *inside: str, **attributes: str | bool | int | None) -> Html:
    """One element; ``class_`` and ``for_`` lose their underscore, ``aria_label`` becomes ``aria-label``.

    An attribute that is ``True`` stands alone; one that is ``False`` or ``None`` is left out.
    """
    opening = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Html(opening if name in _VOID else f"{opening}{joined(inside)}</{name}>")


def joined(parts: Iterable[str]) -> Html:
    """Parts one after the other."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def table(caption: str, columns: Sequence[Html], rows: Sequence[Html], *, class_: str = "") -> Html:
    """A table in a frame that scrolls by itself where it must, with its caption said; ``columns`` are header cells."""
    head = tag("thead", tag("tr", *columns))
    body = tag("tbody", *rows)
    whole = tag("table", tag("caption", caption, class_="unseen"), head, body, class_=class_ or None)
    return tag("div", whole, class_="framed")


def column(text: str, **attributes: str | None) -> Html:
    """The head of a column."""
    return tag("th", text, scope="col", **attributes)


def row(first: str, *cells: str) -> Html:
    """A row that its first cell names; cells that are markup are cells already."""
    return tag("tr", first if isinstance(first, Html) else tag("th", first, scope="row"), *map(_cell, cells))


def cell(*inside: str, **attributes: str | None) -> Html:
    """One cell."""
    return tag("td", *inside, **attributes)


def _cell(inside: str) -> Html:
    return inside if isinstance(inside, Html) and inside.startswith("<td") else tag("td", inside)


def _attribute(key: str, value: str | bool | int | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
