"""The municipality's feed: what its desks must hear, in the order of commits.

Besides the changes of the contract it carries two kinds that become other parts of an answer: ``result`` (what became
of an entry that no sending number stands for) and ``alarm``. A position is given under the counter's row lock, as the
last thing before a commit, so no reader ever passes one by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, insert, or_, select, update

from clerk_app.central.bulk import Rows
from clerk_app.central.schema import FEED, FEED_COUNTER

MOST = 200
RESULT = "result"
_FEW = 500  # values that are asked about at once
_END = select(FEED_COUNTER.c.position).where(FEED_COUNTER.c.municipality == bindparam("in_municipality"))
_AFTER = (
    select(FEED)
    .where(
        FEED.c.municipality == bindparam("in_municipality"),
        or_(
            FEED.c.desk.in_(bindparam("of_desks", expanding=True)),
            and_(FEED.c.office == bindparam("of_office"), FEED.c.office != ""),
        ),
        FEED.c.position > bindparam("behind"),
    )
    .order_by(FEED.c.position)
    .limit(MOST + 1)
)
_RAISED = (
    update(FEED_COUNTER)
    .where(FEED_COUNTER.c.municipality == bindparam("in_municipality"))
    .values(position=FEED_COUNTER.c.position + bindparam("by_many"))
    .returning(FEED_COUNTER.c.position)
)
_ROWS = Rows(FEED, ("municipality", "position", "desk", "kind", "seq", "version", "body", "office"))
"""Made once: every listening desk asks this at each ring, and to make a statement costs more than to run it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One row of the feed before it has its position; ``body`` is canonical JSON.

    ``desk`` and ``seq`` name the entry that received the request; the other desks of ``office`` hear of it too.
    """

    desk: str
    kind: str
    seq: int
    body: bytes
    version: int = 0
    office: str = ""


def publish(connection: Connection, municipality: str, news: Sequence[News]) -> None:
    """Put ``news`` at the end of the feed; call it last before the commit."""
    if not news:
        return
    raised = {"in_municipality": municipality, "by_many": len(news)}
    last: int | None = connection.execute(_RAISED, raised).scalar()
    if last is None:
        last = len(news)
        connection.execute(insert(FEED_COUNTER).values(municipality=municipality, position=last))
    rows = [
        {
            "municipality": municipality,
            "position": last - len(news) + place,
            "desk": one.desk,
            "kind": one.kind,
            "seq": one.seq,
            "version": one.version,
            "body": one.body,
            "office": one.office,
        }
        for place, one in enumerate(news, start=1)
    ]
    _ROWS.add(connection, rows)


def end(connection: Connection, municipality: str) -> int:
    """The last position given."""
    return connection.execute(_END, {"in_municipality": municipality}).scalar() or 0


def after(
    connection: Connection, municipality: str, desks: Sequence[str], office: str, position: int
) -> Sequence[Row[Any]]:
    """At most ``MOST`` + 1 rows about ``desks`` or for ``office`` behind ``position``: one too many if more wait."""
    asked = {"in_municipality": municipality, "of_desks": [*desks], "of_office": office, "behind": position}
    return connection.execute(_AFTER, asked).all()
