"""The one mark in our texts: ``**strong**``. Everything else is plain, so a name cannot smuggle in markup."""

from __future__ import annotations

MARK = "**"
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def runs(text: str) -> list[tuple[str, bool]]:
    """The pieces of a text, each with whether it is strong."""
    return [(piece, index % 2 == 1) for index, piece in enumerate(text.split(MARK)) if piece]


def plain(text: str) -> str:
    """The text as a screen reader says it."""
    return text.replace(MARK, "")


def to_html(text: str) -> str:
    """The text as a label shows it; strong is weight 600, as everywhere."""
    return "".join(
        f'<span style="font-weight:600">{piece.translate(_ESCAPED)}</span>' if strong else piece.translate(_ESCAPED)
        for piece, strong in runs(text)
    ).replace("\n", "<br>")
