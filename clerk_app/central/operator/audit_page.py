"""The page of the centre's own record: who did what, and who looked at what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Row, and_, select, true

from clerk_app.central.database import Database
from clerk_app.central.operator.frame import Frame, button, field, framed, moment
from clerk_app.central.operator.guard import Asked
from clerk_app.central.operator.markup import NOTHING, Html, column, row, table, tag
from clerk_app.central.schema import AUDIT

ON_A_PAGE = 100
_LONGEST = 18


class AuditPage:
    """``/operator/audit``: the newest first, of one operator or of all."""

    def __init__(self, database: Database, municipality: str) -> None:
        self._database = database
        self._municipality = municipality

    def show(self, asked: Asked) -> str:
        """A hundred rows behind the one that is named."""
        before, actor = asked.query.get("before", ""), asked.query.get("actor", "").replace("\0", "")[:60]
        older = AUDIT.c.id < int(before) if before.isascii() and before.isdigit() and len(before) < _LONGEST else true()
        named = AUDIT.c.actor == actor if actor else true()
        which = and_(AUDIT.c.municipality == self._municipality, older, named)
        with self._database.read() as connection:
            rows = connection.execute(select(AUDIT).where(which).order_by(AUDIT.c.id.desc()).limit(ON_A_PAGE + 1)).all()
        return render(asked.frame, rows[:ON_A_PAGE], actor, more=len(rows) > ON_A_PAGE)


def render(frame: Frame, rows: Sequence[Row[Any]], actor: str, *, more: bool) -> str:
    """The page from values alone."""
    texts = frame.texts
    heads = [column(texts.text(f"operator.audit.{name}")) for name in ("at", "who", "what", "desk", "target")]
    shown = [
        row(
            moment(frame, one.at),
            one.actor or one.user or "–",
            texts.text(f"audit.{one.what}"),
            one.desk or "–",
            one.target or "–",
        )
        for one in rows
    ]
    asked = tag(
        "form",
        field(texts.text("operator.audit.actor"), "actor", value=actor, maxlength=60),
        button(texts.text("operator.fleet.show")),
        method="get",
        action="/operator/audit",
        class_="row",
        role="search",
    )
    title = texts.text("operator.place.audit")
    empty = tag("p", texts.text("operator.audit.none"))
    listed = table(title, heads, shown) if shown else empty
    return framed(
        frame,
        title,
        tag("p", texts.text("operator.audit.about"), class_="dim"),
        asked,
        listed,
        _older(frame, rows, actor, more=more),
    )


def _older(frame: Frame, rows: Sequence[Row[Any]], actor: str, *, more: bool) -> Html:
    if not more:
        return NOTHING
    path = "/operator/audit?" + urlencode({"before": rows[-1].id, "actor": actor})
    return tag("p", tag("a", frame.texts.text("operator.audit.older"), href=path))
