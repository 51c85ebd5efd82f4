"""The page of alarms: what happened, what it means, what to do; each is acknowledged with a note."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, select, update

from clerk_app.central import audit
from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.operator.frame import Frame, button, form, framed, moment
from clerk_app.central.operator.guard import Asked, Go
from clerk_app.central.operator.markup import NOTHING, Html, tag
from clerk_app.central.schema import ALARM
from clerk_app.contract import canonical
from clerk_app.domain.errors import Invalid, Refused

MOST = 50
LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmLine:
    """One alarm; ``seen`` is when ``seen_by`` acknowledged it with ``note``, nothing while nobody has."""

    id: int
    desk: str
    at: int
    code: str
    params: dict[str, str]
    seen: int | None = None
    seen_by: str = ""
    note: str = ""


def alarms_of(connection: Connection, municipality: str, desk: str = "") -> tuple[AlarmLine, ...]:
    """The newest alarms, of one desk or of all; those that nobody has acknowledged first."""
    asked = select(ALARM).where(ALARM.c.municipality == municipality)
    if desk:
        asked = asked.where(ALARM.c.desk == desk)
    rows = connection.execute(asked.order_by(ALARM.c.seen.is_not(None), ALARM.c.id.desc()).limit(MOST))
    return tuple(
        AlarmLine(
            id=row.id,
            desk=row.desk,
            at=row.at,
            code=row.code,
            params=canonical.decode(row.params.encode(), dict[str, str]),
            seen=row.seen,
            seen_by=row.seen_by,
            note=row.note,
        )
        for row in rows
    )


def open_alarms(connection: Connection, municipality: str) -> int:
    """How many nobody has acknowledged."""
    mine = and_(ALARM.c.municipality == municipality, ALARM.c.seen.is_(None))
    return connection.execute(select(func.count()).select_from(ALARM).where(mine)).scalar_one()


class AlarmsPage:
    """``/operator/alarms``."""

    def __init__(self, database: Database, municipality: str, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._now = now

    def show(self, asked: Asked) -> str:
        """The newest alarms."""
        with self._database.read() as connection:
            alarms = alarms_of(connection, self._municipality)
        return render(asked.frame, alarms)

    def acknowledge(self, asked: Asked) -> Go:
        """Somebody has looked into it; raises ``Invalid('note_missing')`` and ``Refused('alarm_unknown')``."""
        note = asked.one("note").strip()
        if not note or not note.isprintable() or len(note) > LONGEST_NOTE:
            raise Invalid("note_missing", field="note")
        number = int(asked.parts["id"])
        with self._database.write() as connection:
            this = and_(ALARM.c.municipality == self._municipality, ALARM.c.id == number)
            row = connection.execute(select(ALARM).where(this).with_for_update()).one_or_none()
            if row is None:
                raise Refused("alarm_unknown")
            if row.seen is None:
                seen = {"seen": self._now(), "seen_by": asked.signed.name, "note": note}
                connection.execute(update(ALARM).where(this).values(seen))
                audit.note(
                    connection,
                    self._municipality,
                    "alarm_seen",
                    at=self._now(),
                    desk=row.desk,
                    actor=asked.signed.name,
                    target=f"{row.code} {number}",
                )
        return Go("/operator/alarms", "operator.said.alarm_seen")


def render(frame: Frame, alarms: tuple[AlarmLine, ...]) -> str:
    """The page from values alone."""
    texts = frame.texts
    empty = tag("p", texts.text("central.page.no_alarms"))
    shown = [alarm_part(frame, alarm) for alarm in alarms] or [empty]
    return framed(frame, texts.text("operator.place.alarms"), *shown)


def alarm_part(frame: Frame, alarm: AlarmLine, *, level: str = "h2") -> Html:
    """One alarm with what it means and what to do."""
    texts = frame.texts
    said = texts.text(f"alarm.{alarm.code}")
    if "seq" in alarm.params:
        said = texts.text("central.page.entry", said=said, seq=alarm.params["seq"])
    desk = tag("a", texts.text("operator.desk.title", code=alarm.desk), href=f"/operator/desks/{alarm.desk}")
    heading = tag(level, desk, ", ", moment(frame, alarm.at))
    explained = (("means", f"alarm-means.{alarm.code}"), ("do", f"alarm-do.{alarm.code}"))
    means = [
        tag("p", tag("strong", texts.text(f"operator.alarm.{part}")), " ", texts.text(key))
        for part, key in explained
        if texts.has(key)
    ]
    class_ = "panel alarm" if alarm.seen is None else "panel alarm seen"
    return tag("section", heading, tag("p", tag("strong", said)), *means, _seen(frame, alarm), class_=class_)


def _seen(frame: Frame, alarm: AlarmLine) -> Html:
    texts = frame.texts
    if alarm.seen is not None:
        told = texts.text("operator.alarm.seen", name=alarm.seen_by, at=moment(frame, alarm.seen))
        return tag("p", told, tag("br"), alarm.note, class_="dim")
    if frame.signed is None or not frame.signed.may("operator"):
        return NOTHING
    label = texts.text("operator.alarm.note")
    name = f"note-{alarm.id}"
    entry = tag("input", id=name, name="note", type="text", required=True, maxlength=LONGEST_NOTE, size=40)
    asked = tag("div", tag("label", label, for_=name), entry, class_="field")
    about = texts.text("operator.alarm.acknowledge_one", desk=alarm.desk, id=alarm.id)
    act = button(texts.text("operator.alarm.acknowledge"), aria_label=about)
    return form(frame, f"/operator/alarms/{alarm.id}", asked, act)
