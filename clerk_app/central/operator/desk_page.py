"""The page of one desk: how it stands, its line, its alarms, and its revocation in two steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from clerk_app.central import links
from clerk_app.central.database import Database
from clerk_app.central.operator.alarms_page import AlarmLine, alarm_part, alarms_of
from clerk_app.central.operator.fleet import DeskLine, desk_line
from clerk_app.central.operator.fleet_page import rate_of, since_of, states_of
from clerk_app.central.operator.frame import Frame, button, field, form, framed, moment
from clerk_app.central.operator.guard import Asked, Go
from clerk_app.central.operator.markup import NOTHING, Html, cell, column, joined, row, table, tag
from clerk_app.central.quarantine import Kept, Quarantine, step_of
from clerk_app.central.schema import DESK
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.i18n import Texts

MOST_KEPT = 200
_MOST_HOURS = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    """What the page shows; ``row`` is the desk's own, ``many`` how many entries are in quarantine."""

    line: DeskLine
    row: Row[Any]
    alarms: tuple[AlarmLine, ...] = ()
    kept: tuple[Kept, ...] = ()
    many: int = 0
    hours: Sequence[Row[Any]] = ()


class DeskPage:
    """Pages and acts under ``/operator/desks/{code}``."""

    def __init__(self, database: Database, municipality: str, quarantine: Quarantine) -> None:
        self._database = database
        self._municipality = municipality
        self._quarantine = quarantine

    def show(self, asked: Asked) -> str:
        """The desk; raises ``Refused('desk_unknown')``."""
        return render(asked.frame, self._view(asked))

    def ask_stop(self, asked: Asked) -> str:
        """What stopping means, and the button that does it."""
        return _confirmed(asked.frame, self._view(asked), "stop")

    def ask_wipe(self, asked: Asked) -> str:
        """What wiping means; who wants it writes the desk's code."""
        return _confirmed(asked.frame, self._view(asked), "wipe")

    def stop(self, asked: Asked) -> Go:
        """The first step."""
        self._quarantine.stop(_code(asked), asked.signed.name)
        return Go(_path(asked), "operator.said.stopped")

    def resume(self, asked: Asked) -> Go:
        """The first step taken back."""
        self._quarantine.resume(_code(asked), asked.signed.name)
        return Go(_path(asked), "operator.said.resumed")

    def wipe(self, asked: Asked) -> Go:
        """The second step; raises ``Invalid('code_differs')`` unless the desk's code was written."""
        if asked.one("code").strip().upper() != _code(asked):
            raise Invalid("code_differs", field="code")
        self._quarantine.wipe(_code(asked), asked.signed.name)
        return Go(_path(asked), "operator.said.wipe_asked")

    def admit(self, asked: Asked) -> Go:
        """Entries that were chosen, or all of them; raises ``Invalid('nothing_chosen')``."""
        seqs = {int(seq) for seq in asked.form.get("seq", []) if seq.isascii() and seq.isdigit() and len(seq) < 19}
        every = asked.one("which") == "all"
        if not every and not seqs:
            raise Invalid("nothing_chosen", field="seq")
        self._quarantine.admit(_code(asked), asked.signed.name, None if every else seqs)
        return Go(_path(asked), "operator.said.admitted")

    def _view(self, asked: Asked) -> DeskView:
        code, now = _code(asked), asked.frame.now
        with self._database.read() as connection:
            line = desk_line(connection, self._municipality, code, now)
            if line is None:
                raise Refused("desk_unknown")
            return DeskView(
                line=line,
                row=self._row(connection, code),
                alarms=alarms_of(connection, self._municipality, desk=code),
                kept=self._quarantine.entries(connection, code, MOST_KEPT),
                many=self._quarantine.count(connection, code),
                hours=links.history(connection, self._municipality, code, now)[:_MOST_HOURS],
            )

    def _row(self, connection: Connection, code: str) -> Row[Any]:
        this = and_(DESK.c.municipality == self._municipality, DESK.c.code == code)
        return connection.execute(select(DESK).where(this)).one()


def render(frame: Frame, view: DeskView) -> str:
    """The page from values alone."""
    texts = frame.texts
    return framed(
        frame,
        texts.text("operator.desk.title", code=view.line.code),
        tag("p", view.line.place, class_="dim"),
        tag("p", states_of(view.line, texts)),
        _standing(frame, view),
        _line(frame, view.line),
        _alarms(frame, view),
        _quarantine(frame, view),
        _revocation(frame, view),
        _hours(frame, view.hours),
    )


def _standing(frame: Frame, view: DeskView) -> Html:
    texts, line, desk = frame.texts, view.line, view.row
    chain = "broken" if desk.chain_broken else "gap" if "gap" in line.states else "whole"
    shown = (
        ("last_seen", moment(frame, line.last_seen) if line.last_seen else texts.text("central.page.never")),
        ("enrolled", moment(frame, desk.enrolled)),
        ("replaces", desk.replaces or "–"),
        ("program", line.program or "–"),
        ("received", texts.number(line.received)),
        ("unnumbered", texts.number(line.unnumbered)),
        ("held", texts.number(line.held)),
        ("chain", texts.text(f"operator.chain.{chain}", seq=texts.number(desk.chain_ok_to))),
    )
    return _listed("operator.desk.standing", shown, texts)


def _line(frame: Frame, line: DeskLine) -> Html:
    texts = frame.texts
    if not line.told:
        heading = tag("h2", texts.text("operator.desk.line"))
        return tag("section", heading, tag("p", texts.text("operator.desk.line_untold")), class_="panel")
    waiting = texts.number(line.waiting)
    shown = (
        ("told", moment(frame, line.told)),
        ("waiting", f"{waiting} ({since_of(line.oldest, texts)})" if line.waiting else waiting),
        ("rate", rate_of(line.rate, texts)),
        ("delay", texts.text("operator.link.milliseconds", n=texts.number(line.delay)) if line.delay else "–"),
        ("outages", texts.number(line.outages)),
    )
    return _listed("operator.desk.line", shown, texts)


def _listed(heading: str, shown: Sequence[tuple[str, str]], texts: Texts) -> Html:
    pairs = (joined((tag("dt", texts.text(f"operator.desk.{name}")), tag("dd", said))) for name, said in shown)
    return tag("section", tag("h2", texts.text(heading)), tag("dl", *pairs), class_="panel")


def _alarms(frame: Frame, view: DeskView) -> Html:
    if not view.alarms:
        return NOTHING
    heading = tag("h2", frame.texts.text("central.page.alarms"))
    return joined((heading, *(alarm_part(frame, alarm, level="h3") for alarm in view.alarms)))


def _quarantine(frame: Frame, view: DeskView) -> Html:
    texts = frame.texts
    if not view.many:
        return NOTHING
    may = frame.signed is not None and frame.signed.may("operator")
    heads = [
        column(texts.text(f"operator.kept.{name}"))
        for name in (*(["choose"] if may else []), "seq", "kind", "at", "arrived")
    ]
    rows = [_kept(frame, one, may=may) for one in view.kept]
    shown: list[str] = [
        tag("p", texts.many("operator.kept.many", view.many)),
        table(texts.text("operator.kept.caption"), heads, rows),
    ]
    if may:
        chosen = button(texts.text("operator.kept.admit"), name="which", value="chosen")
        every = button(texts.text("operator.kept.admit_all"), name="which", value="all")
        acts = tag("div", chosen, every, class_="acts")
        shown = [form(frame, f"/operator/desks/{view.line.code}/admit", *shown, acts, class_="")]
    return tag("section", tag("h2", texts.text("operator.kept.heading")), *shown)


def _kept(frame: Frame, one: Kept, *, may: bool) -> Html:
    texts, name = frame.texts, f"seq-{one.seq}"
    label = texts.text("operator.kept.choose_one", seq=one.seq)
    box = cell(tag("input", type="checkbox", id=name, name="seq", value=one.seq, aria_label=label))
    seq = cell(texts.number(one.seq), class_="number")
    rest = (cell(one.kind), cell(moment(frame, one.at)), cell(moment(frame, one.arrived)))
    return tag("tr", *([box] if may else []), seq, *rest)


def _revocation(frame: Frame, view: DeskView) -> Html:
    """Where the desk stands between work, stop and wipe, and the next step for whoever may take it."""
    texts, desk = frame.texts, view.row
    step = step_of(desk)
    at = {"wiped": desk.wiped, "wiping": desk.wipe_asked, "stopped": desk.stopped}.get(step)
    said = tag("p", texts.text(f"operator.revocation.{step}", at=moment(frame, at)))
    acts: list[Html] = []
    path = f"/operator/desks/{view.line.code}"
    if frame.signed is not None and frame.signed.may("operator"):
        if step == "works":
            acts = [tag("a", texts.text("operator.revocation.stop"), href=f"{path}/stop", class_="button danger")]
        elif step == "stopped":
            acts = [
                form(frame, f"{path}/resume", button(texts.text("operator.revocation.resume")), class_=""),
                tag("a", texts.text("operator.revocation.wipe"), href=f"{path}/wipe", class_="button danger"),
            ]
    heading = tag("h2", texts.text("operator.revocation.heading"))
    return tag("section", heading, said, tag("div", *acts, class_="acts") if acts else NOTHING, class_="panel")


def _confirmed(frame: Frame, view: DeskView, step: str) -> str:
    """The page before a step: what happens, in words, and what would be lost."""
    texts, code = frame.texts, view.line.code
    told = [tag("p", texts.text(f"operator.{step}.{part}")) for part in ("what", "then")]
    if view.line.waiting and step == "wipe":
        told.append(tag("p", tag("strong", texts.many("operator.wipe.lost", view.line.waiting))))
    asked = NOTHING
    if step == "wipe":
        hint = texts.text("operator.wipe.type", code=code)
        asked = field(texts.text("operator.wipe.code"), "code", hint=hint, required=True, autocomplete="off", size=8)
    act = button(texts.text(f"operator.revocation.{step}"), "danger")
    back = tag("a", texts.text("operator.back"), href=f"/operator/desks/{code}", class_="button")
    return framed(
        frame,
        texts.text(f"operator.{step}.title", code=code),
        tag("p", view.line.place, class_="dim"),
        *told,
        form(frame, f"/operator/desks/{code}/{step}", asked, tag("div", act, back, class_="acts")),
    )


def _hours(frame: Frame, hours: Sequence[Row[Any]]) -> Html:
    if not hours:
        return NOTHING
    texts = frame.texts
    heads = [column(texts.text("operator.desk.hour"))]
    heads += [
        column(texts.text(f"operator.desk.{name}"), class_="number") for name in ("waiting", "rate", "delay", "outages")
    ]
    rows = [
        row(
            moment(frame, one.hour),
            *(
                cell(said, class_="number")
                for said in (
                    texts.number(one.waiting),
                    rate_of(one.rate, texts),
                    texts.number(one.delay) if one.delay else "–",
                    texts.number(one.outages),
                )
            ),
        )
        for one in hours
    ]
    caption = texts.text("operator.desk.hours_caption")
    return tag("section", tag("h2", texts.text("operator.desk.hours")), table(caption, heads, rows))


def _code(asked: Asked) -> str:
    return asked.parts["code"]


def _path(asked: Asked) -> str:
    return f"/operator/desks/{_code(asked)}"
