"""Whether everything can be read: inks as they were really used, against the grounds of the picture that came of it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from clerk_app.ui.tokens import Tokens
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.search_box import SearchBox
from tests.gates.drawn import Drawn, Reading, reading
from tests.gates.widget_tree import named

TEXT, MARK = 4.5, 3.0
STATES = ("success", "warning", "error", "offline")
TEXT_PAIRS = frozenset(
    [
        *(
            (ink, ground)
            for ink in ("text", "text_2")
            for ground in ("window", "surface", "surface_alt", "selection", "row_hover", "rail", "sunken")
        ),
        *(("text_3", ground) for ground in ("window", "surface", "surface_alt", "selection", "rail", "row_hover")),
        *(("on_accent", ground) for ground in ("accent", "accent_hover", "accent_pressed", "offline", "error")),
        *(("accent", ground) for ground in ("surface", "surface_alt", "window", "rail", "row_hover", "selection")),
        *(("accent", f"{soft}_soft") for soft in (*STATES, "accent", "practice")),
        *(
            (state, ground)
            for state in STATES
            for ground in ("surface", "surface_alt", "selection", "row_hover", "window", "rail", f"{state}_soft")
        ),
        *((ink, f"{state}_soft") for state in (*STATES, "accent", "practice") for ink in ("text", "text_2")),
        ("practice", "practice_soft"),
        ("surface", "practice"),
    ]
)
"""Which text stands on which ground. ``text_disabled`` alone is excused, and only in what is disabled."""

MARK_PAIRS = (
    *(("control_border", ground) for ground in ("surface", "window", "surface_alt", "sunken")),
    *(("control_border_hover", ground) for ground in ("surface", "window", "row_hover")),
    *(("focus", ground) for ground in ("surface", "window", "selection")),
    *(("error", ground) for ground in ("surface", "window")),
    *((f"plot_{number}", "surface") for number in range(1, 5)),
    *(("accent", ground) for ground in ("sunken", "selection", "surface")),
    *((state, f"{state}_soft") for state in STATES),
)
"""Edges of controls, the focus, what marks a state, and what is drawn in a plot."""

_THIN = 0.5  # of its contrast: as much of an ink is seen where smoothed strokes are thinner than a pixel
_EDGED = (QLineEdit, QPlainTextEdit, QComboBox, Button, SearchBox)


def contrast(one: QColor | str, other: QColor | str) -> float:
    """The WCAG 2 contrast ratio of two colours."""
    return _ratio(QColor(one).rgb(), QColor(other).rgb())


def faint(
    root: QWidget, tokens: Tokens, read: Reading | None = None, *, weighed: set[object] | None = None
) -> list[str]:
    """Texts and edges of controls that do not stand out, measured on the drawn window.

    What ``weighed`` has is not measured again: rail, strip and key bar are the same on every screen of a window.
    """
    picture = _Picture.of(root, weighed)
    found: list[str] = []
    for widget, pieces in read or reading(root):
        found += [complaint for piece in pieces if (complaint := _unread(piece, widget, picture, tokens))]
        if _has_edge(widget) and (ratio := picture.edge_of(widget, tokens.px(5))) < MARK:
            found.append(f"edgeless in {tokens.theme}: {named(widget)} has an edge of {ratio:.2f}")
    return found


def _has_edge(widget: QWidget) -> bool:
    bare = bool(widget.property("bare")) or (isinstance(widget, Button) and widget.bare)
    return isinstance(widget, _EDGED) and widget.isEnabled() and not bare


def _unread(piece: Drawn, widget: QWidget, picture: _Picture, tokens: Tokens) -> str:
    if not any(letter.isalnum() for letter in piece.text):
        return ""  # a dot is thinner than anything that can be measured
    place = picture.place_of(piece.rect.toAlignedRect(), widget)
    disabled = not widget.isEnabled() and piece.ink == QColor(tokens.colour("text_disabled"))
    if place is None or disabled or not picture.is_new(piece, place):
        return ""
    seen = picture.colours(place)
    ground = max(seen, key=lambda colour: seen[colour])
    ink = _laid_on(piece.ink, QColor(ground))
    where = f"in {tokens.theme}: {piece.text!r} in {named(widget)}: {ink.name()} on {QColor(ground).name()}"
    if (ratio := _ratio(ink.rgb(), ground)) < TEXT:
        return f"faint {where} is {ratio:.2f}"
    if (best := _best(seen, ground)) < ratio * _THIN:
        return f"not seen {where}: {best:.2f} of {ratio:.2f}"
    if not _known(ink.name(), QColor(ground).name(), tokens):
        return f"unknown pair {where}"
    return ""


def _laid_on(ink: QColor, ground: QColor) -> QColor:
    """What is seen of an ink that lets the ground through."""
    share = ink.alphaF()
    over, under = (ink.redF(), ink.greenF(), ink.blueF()), (ground.redF(), ground.greenF(), ground.blueF())
    return QColor.fromRgbF(*(one * share + other * (1 - share) for one, other in zip(over, under, strict=True)))


def _ratio(one: int, other: int) -> float:
    first, second = sorted((_luminance(one), _luminance(other)))
    return (second + 0.05) / (first + 0.05)


def _best(colours: Iterable[int], ground: int) -> float:
    """The strongest contrast that any of the colours has against the ground."""
    light = sorted(map(_luminance, colours))
    own = _luminance(ground) + 0.05
    return max((light[-1] + 0.05) / own, own / (light[0] + 0.05))


def _known(ink: str, ground: str, tokens: Tokens) -> bool:
    return any((one, other) in TEXT_PAIRS for one in _roles(ink, tokens, 0) for other in _roles(ground, tokens, 1))


def _roles(colour: str, tokens: Tokens, side: int) -> set[str]:
    """The roles of a pair's side that have this colour in the look."""
    used = {pair[side] for pair in TEXT_PAIRS}
    return {role for role in used if tokens.colour(role).upper() == colour.upper()}


@dataclass(frozen=True)
class _Picture:
    """A window as it was drawn."""

    root: QWidget
    image: QImage
    pixels: memoryview
    stride: int
    weighed: set[object]

    @classmethod
    def of(cls, root: QWidget, weighed: set[object] | None) -> _Picture:
        image = root.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        pixels = memoryview(image.constBits()).cast("I")
        return cls(root, image, pixels, image.bytesPerLine() // 4, set() if weighed is None else weighed)

    def is_new(self, piece: Drawn, place: QRect) -> bool:
        """Whether such a text on such a ground was not seen at this place before."""
        corner = self.pixels[place.top() * self.stride + place.left()]
        seen = (piece.text, piece.ink.rgba(), place.getRect(), corner)
        new = seen not in self.weighed
        self.weighed.add(seen)
        return new

    def place_of(self, rect: QRect, widget: QWidget) -> QRect | None:
        """Where a rectangle of a widget stands in the picture; nothing where it is scrolled out of sight."""
        if not widget.rect().adjusted(-1, -1, 1, 1).contains(rect):
            return None
        place = rect.intersected(widget.rect())
        around: QWidget | None = widget
        while around is not None:
            if not around.rect().contains(QRect(widget.mapTo(around, place.topLeft()), place.size())):
                return None
            around = None if around is self.root else around.parentWidget()
        return QRect(widget.mapTo(self.root, place.topLeft()), place.size())

    def colours(self, place: QRect) -> Counter[int]:
        """How often each colour stands in a place, without the room above and below most letters."""
        counted: Counter[int] = Counter()
        edge = place.height() // 5
        for line in range(place.top() + edge, place.bottom() + 1 - edge):
            begins = line * self.stride + place.left()
            counted.update(self.pixels[begins : begins + place.width()].tolist())
        return counted

    def edge_of(self, widget: QWidget, away: int) -> float:
        """How well the left edge of a control stands out, half way down, from what is ``away`` px in or out of it."""
        row = self.place_of(QRect(0, widget.height() // 2, 2 * away, 1), widget)
        if row is None or row.left() < away:
            return math.inf
        line = self.pixels[row.top() * self.stride + row.left() - away :][: 2 * away + 1].tolist()
        return max(_best(line[away : 2 * away], ground) for ground in (line[0], line[-1]))


@lru_cache(maxsize=4096)
def _luminance(rgb: int) -> float:
    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear((rgb >> shift & 0xFF) / 255) for shift in (16, 8, 0))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
