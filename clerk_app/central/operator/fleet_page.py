"""The page of the fleet: desks by state, sorted by what is worst, fifty at a time."""

from __future__ import annotations

from urllib.parse import urlencode

from clerk_app.central.database import Database
from clerk_app.central.operator import fleet as fleets
from clerk_app.central.operator.fleet import ORDERS, STATES, DeskLine, Fleet, Order, State, Wanted
from clerk_app.central.operator.frame import Frame, button, choice, field, framed, moment
from clerk_app.central.operator.guard import Asked
from clerk_app.central.operator.markup import NOTHING, Html, cell, column, joined, row, table, tag
from clerk_app.i18n import Texts

_CHIPS: dict[State, str] = {"silent": "away", "stopped": "warn", "fenced": "warn", "gap": "warn"}
_COLUMNS = ("code", "place", "last_seen", "received", "unnumbered", "held", "waiting", "link", "program", "state")
_NUMBERS = frozenset({"received", "unnumbered", "held", "waiting"})
_SORTED: dict[str, Order] = {"code": "code", "last_seen": "seen", "waiting": "waiting", "link": "link"}
_KB = 1024
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


class FleetPage:
    """``GET /``."""

    def __init__(self, database: Database, municipality: str) -> None:
        self._database = database
        self._municipality = municipality

    def show(self, asked: Asked) -> str:
        """The desks that are asked for."""
        with self._database.read() as connection:
            found = fleets.fleet(connection, self._municipality, _wanted(asked), asked.frame.now)
            waiting = fleets.waiting_together(connection, self._municipality)
        return render(asked.frame, found, waiting)


def render(frame: Frame, fleet: Fleet, waiting: int) -> str:
    """The page from values alone."""
    texts = frame.texts
    every = sum(fleet.states.values()) or fleet.many
    if not every:
        return framed(frame, texts.text("operator.place.fleet"), tag("p", texts.text("central.page.no_desks")))
    found = tag("p", texts.many("operator.fleet.found", fleet.many), class_="dim")
    columns = [_head(name, fleet.wanted, texts) for name in _COLUMNS]
    rows = [_desk(frame, desk) for desk in fleet.desks]
    return framed(
        frame,
        texts.text("operator.place.fleet"),
        _tiles(fleet, waiting, texts),
        _filter(fleet.wanted, texts),
        found,
        table(texts.text("operator.fleet.caption"), columns, rows) if rows else NOTHING,
        _pages(fleet, texts),
    )


def states_of(desk: DeskLine, texts: Texts) -> Html:
    """What is to be said of a desk, each a word on its ground."""
    shown = [
        tag("span", texts.text(f"central.page.state.{one}"), class_=f"chip {_CHIPS.get(one, 'bad')}")
        for one in desk.states
    ]
    return joined(shown or [tag("span", texts.text("central.page.state.fine"), class_="chip good")])


def rate_of(rate: int, texts: Texts) -> str:
    """Bytes a second as people read them."""
    if not rate:
        return texts.text("operator.link.unknown")
    return texts.text("operator.link.rate", rate=texts.number(max(1, round(rate * 10 / _KB)), 1))


def since_of(seconds: int, texts: Texts) -> str:
    """How long something waits, roughly: that is how it was told."""
    for unit, name in ((_DAY, "days"), (_HOUR, "hours"), (_MINUTE, "minutes")):
        if seconds >= unit:
            return texts.text(f"operator.link.{name}", n=texts.number(round(seconds / unit)))
    return texts.text("operator.link.moment")


def _desk(frame: Frame, desk: DeskLine) -> Html:
    texts = frame.texts
    seen = moment(frame, desk.last_seen) if desk.last_seen else texts.text("central.page.never")
    counts = (cell(texts.number(one), class_="number") for one in (desk.received, desk.unnumbered, desk.held))
    name = tag("th", tag("a", desk.code, href=f"/operator/desks/{desk.code}"), scope="row", class_="code")
    return row(
        name,
        desk.place,
        cell(seen, class_="short"),
        *counts,
        _waiting(desk, texts),
        _link(desk, texts),
        desk.program or "–",
        cell(states_of(desk, texts)),
    )


def _waiting(desk: DeskLine, texts: Texts) -> Html:
    if not desk.told:
        return cell("–", class_="number")
    if not desk.waiting:
        return cell("0", class_="number")
    since = tag("span", since_of(desk.oldest, texts), class_="dim")
    return cell(texts.number(desk.waiting), tag("br"), since, class_="number")


def _link(desk: DeskLine, texts: Texts) -> Html:
    if not desk.told:
        return cell("–")
    parts: list[str] = [rate_of(desk.rate, texts)]
    if desk.delay:
        parts += [
            tag("br"),
            tag("span", texts.text("operator.link.delay", delay=texts.number(desk.delay)), class_="dim"),
        ]
    return cell(*parts, class_="short")


def _head(name: str, wanted: Wanted, texts: Texts) -> Html:
    """The head of a column, which sorts where it can; the one that has sorted says so."""
    class_ = "number" if name in _NUMBERS else None
    if name not in _SORTED:
        return column(texts.text(f"central.page.column.{name}"), class_=class_)
    order = _SORTED[name]
    said = texts.text(f"operator.column.{name}")
    link = tag("a", said, href=_path(wanted, order=order, page=1), title=texts.text("operator.fleet.sort"))
    sorted_ = ("ascending" if order in ("code", "seen", "link") else "descending") if wanted.order == order else None
    return column(link, aria_sort=sorted_, class_=class_)


def _tiles(fleet: Fleet, waiting: int, texts: Texts) -> Html:
    counts = [(texts.text("operator.fleet.waiting"), waiting)]
    counts += [(texts.text(f"central.page.state.{one}"), fleet.states.get(one, 0)) for one in STATES]
    shown = (
        tag("li", tag("strong", texts.number(count)), tag("span", name))
        for place, (name, count) in enumerate(counts)
        if count or place < 2
    )
    return tag("ul", *shown, class_="tiles", aria_label=texts.text("operator.fleet.tiles"))


def _filter(wanted: Wanted, texts: Texts) -> Html:
    states = {"": texts.text("operator.fleet.every")} | {one: texts.text(f"central.page.state.{one}") for one in STATES}
    hidden = tag("input", type="hidden", name="order", value=wanted.order)
    return tag(
        "form",
        hidden,
        choice(texts.text("operator.fleet.state"), "state", states, wanted.state or ""),
        field(texts.text("operator.fleet.text"), "text", value=wanted.text, maxlength=60),
        button(texts.text("operator.fleet.show")),
        method="get",
        action="/",
        class_="row",
        role="search",
    )


def _pages(fleet: Fleet, texts: Texts) -> Html:
    page, last = fleet.wanted.page, fleet.pages
    if last == 1:
        return NOTHING
    links = [
        tag("a", texts.text(f"operator.page.{name}"), href=_path(fleet.wanted, page=to), rel=name)
        for name, to in (("prev", page - 1), ("next", page + 1))
        if 1 <= to <= last
    ]
    place = tag("span", texts.text("operator.page.of", page=texts.number(page), pages=texts.number(last)))
    return tag("nav", place, *links, class_="pages", aria_label=texts.text("operator.page.label"))


def _path(wanted: Wanted, **changed: str | int) -> str:
    now: dict[str, str | int] = {
        "state": wanted.state or "",
        "order": wanted.order,
        "text": wanted.text,
        "page": wanted.page,
    }
    return "/?" + urlencode({name: value for name, value in (now | changed).items() if value})


def _wanted(asked: Asked) -> Wanted:
    query = asked.query
    page = query.get("page", "1")
    return Wanted(
        state=next((one for one in STATES if one == query.get("state")), None),
        order=next((one for one in ORDERS if one == query.get("order")), "code"),
        text=query.get("text", "").replace("\0", "")[:60],
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )
