"""What a table cell says, and how one row becomes cells: values only, no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Colour, icon and word together; ``tag`` makes it a number with a dashed tag; ``second`` is a second line."""

    text: str = ""
    role: str = "text"
    icon: str = ""
    icon_role: str = ""
    strong: bool = False
    tag: str = ""
    second: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column[Row]:
    """One column: its heading, its width in px at 100 % (0 takes what is left), and the cell of a row.

    ``whole`` are cells for which it is always wide enough. Words are cut only with ``shortens`` (names, which may be of
    any length); what is cut is told whole by a tool tip.
    """

    title: str
    cell: Callable[[Row], Cell]
    width: int = 0
    right: bool = False
    whole: Sequence[Cell] = ()
    shortens: bool = False


def number_cell(number: str, tag: str = "", *, second: str = "") -> Cell:
    """A provisional number with its tag, or a unique one without."""
    return Cell(text=number, tag=tag, role="offline" if tag else "text", strong=not tag, second=second)


def mark_cell(icon: str, role: str, spoken: str) -> Cell:
    """An icon alone, with the word a screen reader says for it."""
    return Cell(icon=icon, icon_role=role, spoken=spoken)


def state_cell(text: str, icon: str, role: str) -> Cell:
    """Icon and word of one role."""
    return Cell(text=text, icon=icon, icon_role=role, role=role)


def deadline_cell(text: str, urgency: str = "") -> Cell:
    """A date; ``urgency`` is empty, ``soon`` (amber clock) or ``late`` (red alarm)."""
    if not urgency:
        return Cell(text=text)
    icon, role = ("clock", "warning") if urgency == "soon" else ("circle-alert", "error")
    return Cell(text=text, icon=icon, icon_role=role, role=role, strong=True)
