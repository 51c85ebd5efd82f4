"""A comparison in words: what a field is called, what stands on each side, and what will hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from clerk_app.domain.catalogue import Field, Section, Service
from clerk_app.domain.forms import field_code
from clerk_app.domain.lookups import NO_LABELS, Labels
from clerk_app.domain.merging import Choice, Merge, MergeRow, Side
from clerk_app.i18n import Texts
from clerk_app.ui.detail.form_tab import HIDDEN, value_words
from clerk_app.ui.detail.opened import Opened
from clerk_app.ui.link_words import told_moment

NOTHING = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A request that was changed on two sides, with everything that its values are worded by.

    ``desk`` is this one; ``revealed`` shows what is special or masked; ``now`` is the clock on the wall.
    """

    opened: Opened
    merge: Merge
    now: datetime
    desk: str
    counter: str
    labels: Labels = field(default_factory=lambda: NO_LABELS)
    revealed: bool = False

    @property
    def service(self) -> Service | None:
        """The definition that the request began with, if it is here."""
        return self.opened.service


def defined(service: Service | None, key: str) -> tuple[Section, Field] | None:
    """The section and the field that a key names; nothing where the definition has none or is not here."""
    for section in service.sections if service is not None else ():
        for one in section.fields:
            if f"{section.code}.{one.code}" == field_code(key):
                return section, one
    return None


def label_words(compared: Comparison, key: str, texts: Texts) -> str:
    """What a field is called; in a section with rows, of which row it is."""
    found = defined(compared.service, key)
    if found is None:
        return key
    section, one = found
    label = texts.wording(one.label)
    if section.repeat_max <= 1:
        return label
    place = int(key[key.find("[") + 1 : key.find("]")] or 0) + 1
    return f"{label} ({texts.wording(section.title)} {place})"


def is_secret(compared: Comparison, key: str) -> bool:
    """Whether a value is shown on demand only: special ones, and personal numbers, of which a part is masked."""
    found = defined(compared.service, key)
    return found is not None and (found[1].sensitivity == "special" or found[1].type == "jmbg")


def value_of(compared: Comparison, key: str, value: str, texts: Texts) -> str:
    """A value as people read it; special ones hidden and personal numbers masked until they are asked for."""
    if not value:
        return NOTHING
    found = defined(compared.service, key)
    if found is None or (compared.revealed and found[1].type == "jmbg"):
        return value
    if found[1].sensitivity == "special" and not compared.revealed:
        return HIDDEN
    return value_words(found[1], value, texts, compared.labels)


def side_words(compared: Comparison, row: MergeRow, side: Side, texts: Texts) -> str:
    """The value on one side; where it is not told here, that it stands at the centre."""
    return value_of(compared, row.field, side.value, texts) if side.known else texts.text("merge.not_told")


def source_words(compared: Comparison, side: Side, texts: Texts) -> str:
    """When and where a side was written; nothing of one that left the field as it was."""
    if not side.changed:
        return ""
    where = texts.text("merge.by_centre")
    if side.desk:
        here = side.desk == compared.desk
        where = texts.text("merge.by_here" if here else "merge.by_desk", desk=compared.counter if here else side.desk)
    return f"{told_moment(side.at, compared.now, texts)} · {where}" if side.at else where


def result_words(compared: Comparison, row: MergeRow, choice: Choice | None, texts: Texts) -> str:
    """What will hold; while nothing is chosen, that a choice is wanted."""
    if choice is None and row.overlap:
        return texts.text("merge.unchosen")
    chosen = choice.chosen if choice is not None else row.usual
    if chosen == "third" and choice is not None:
        return value_of(compared, row.field, choice.value, texts)
    return side_words(compared, row, row.here if chosen == "here" else row.centre, texts)


def sorted_rows(compared: Comparison) -> tuple[MergeRow, ...]:
    """Overlaps first, and each part in the order of the form."""
    sections = compared.service.sections if compared.service is not None else ()
    order = [f"{section.code}.{one.code}" for section in sections for one in section.fields]

    def place(row: MergeRow) -> tuple[bool, int, str]:
        code = field_code(row.field)
        return not row.overlap, order.index(code) if code in order else len(order), row.field

    return tuple(sorted(compared.merge.rows, key=place))
