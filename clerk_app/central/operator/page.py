"""The operator's page as HTML: plain, legible, without scripts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from html import escape

from clerk_app.central.clock import local
from clerk_app.central.operator.fleet import AlarmLine, DeskLine, Fleet
from clerk_app.central.payments.page import strays_part
from clerk_app.i18n import Texts

_QUIET = timedelta(hours=24)
_STYLE = """
:root{color-scheme:light dark;--line:#c9d1da;--soft:#f3f6f9;--ink:#1c2733;--dim:#51606f;--good:#1d6b3c;--bad:#a3261c;
--paper:#fff}
@media(prefers-color-scheme:dark){:root{--line:#3a4652;--soft:#1f2932;--ink:#e8edf2;--dim:#a9b6c2;--good:#7fd39c;
--bad:#ff9d92;--paper:#161d24}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 "Noto Sans","Segoe UI",sans-serif}
main{max-width:72rem;margin:0 auto;padding:2rem 1.5rem 4rem}
h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:2.5rem 0 .75rem}p{margin:.25rem 0;color:var(--dim)}
table{border-collapse:collapse;width:100%}caption{text-align:left;color:var(--dim);padding-bottom:.5rem}
th,td{text-align:left;padding:.55rem .75rem;border-bottom:1px solid var(--line);vertical-align:top}
th{background:var(--soft);font-weight:600}td.number{text-align:right;font-variant-numeric:tabular-nums}
table.counted{width:auto;min-width:24rem}.counted th:last-child{text-align:right}
.good{color:var(--good)}.bad{color:var(--bad);font-weight:600}.code{font-weight:600;letter-spacing:.04em}
"""


def render(fleet: Fleet, texts: Texts) -> str:
    """The whole page; whatever comes from data is escaped."""
    title = escape(texts.text("central.page.title", municipality=fleet.municipality))
    clock = "central.page.as_of_script" if fleet.scripted else "central.page.as_of"
    as_of = escape(texts.text(clock, moment=_moment(fleet.now, texts)))
    return (
        f'<!doctype html><html lang="{escape(texts.language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="refresh" content="30">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{title}</h1><p>{as_of}</p>{_desks(fleet, texts)}{_alarms(fleet, texts)}"
        f"{strays_part(fleet.strays, texts)}{_cases(fleet, texts)}{_population(fleet, texts)}</main></body></html>"
    )


def _desks(fleet: Fleet, texts: Texts) -> str:
    heading = f"<h2>{escape(texts.text('central.page.desks'))}</h2>"
    if not fleet.desks:
        return f"{heading}<p>{escape(texts.text('central.page.no_desks'))}</p>"
    columns = ("code", "place", "last_seen", "received", "unnumbered", "held", "program", "state")
    rows = "".join(_desk(desk, fleet.now, texts) for desk in fleet.desks)
    return f"{heading}<table>{_head(columns, texts)}<tbody>{rows}</tbody></table>"


def _desk(desk: DeskLine, now: int, texts: Texts) -> str:
    seen = _moment(desk.last_seen, texts) if desk.last_seen else texts.text("central.page.never")
    numbers = "".join(
        f'<td class="number">{texts.number(count)}</td>' for count in (desk.received, desk.unnumbered, desk.held)
    )
    states = [code for code, holds in _states(desk, now) if holds]
    state = "; ".join(texts.text(f"central.page.state.{code}") for code in states or ["fine"])
    return (
        f'<tr><td class="code">{escape(desk.code)}</td><td>{escape(desk.place)}</td><td>{escape(seen)}</td>{numbers}'
        f'<td>{escape(desk.program or "–")}</td><td class="{"bad" if states else "good"}">{escape(state)}</td></tr>'
    )


def _states(desk: DeskLine, now: int) -> tuple[tuple[str, bool], ...]:
    silent = not desk.fenced and now - desk.last_seen > _QUIET // timedelta(microseconds=1)
    return (
        ("fenced", desk.fenced),
        ("chain_broken", desk.chain_broken),
        ("gap", desk.gap),
        ("silent", silent),
    )


def _alarms(fleet: Fleet, texts: Texts) -> str:
    heading = f"<h2>{escape(texts.text('central.page.alarms'))}</h2>"
    if not fleet.alarms:
        return f'{heading}<p class="good">{escape(texts.text("central.page.no_alarms"))}</p>'
    rows = "".join(_alarm(alarm, texts) for alarm in fleet.alarms)
    return f"{heading}<table>{_head(('at', 'code', 'alarm'), texts)}<tbody>{rows}</tbody></table>"


def _alarm(alarm: AlarmLine, texts: Texts) -> str:
    said = texts.text(f"alarm.{alarm.code}")
    if "seq" in alarm.params:
        said = texts.text("central.page.entry", said=said, seq=alarm.params["seq"])
    return (
        f"<tr><td>{escape(_moment(alarm.at, texts))}</td>"
        f'<td class="code">{escape(alarm.desk)}</td><td class="bad">{escape(said)}</td></tr>'
    )


def _cases(fleet: Fleet, texts: Texts) -> str:
    heading = f"<h2>{escape(texts.text('central.page.cases'))}</h2>"
    if not fleet.cases:
        return f"{heading}<p>{escape(texts.text('central.page.no_cases'))}</p>"
    rows = [(texts.text(f"state.{state}"), count) for state, count in fleet.cases]
    rows.append((texts.text("central.page.together"), sum(count for _, count in fleet.cases)))
    late, soon = fleet.deadlines
    due = [(texts.text("central.page.late"), late), (texts.text("central.page.soon"), soon)]
    deadlines = (
        f"<h2>{escape(texts.text('central.page.deadlines'))}</h2>{_counted(('deadline', 'how_many'), due, texts)}"
    )
    return heading + _counted(("status", "how_many"), rows, texts) + deadlines


def _population(fleet: Fleet, texts: Texts) -> str:
    if fleet.population is None:
        return ""
    heading = f"<h2>{escape(texts.text('central.page.population'))}</h2>"
    note = f"<p>{escape(texts.text('central.page.invented'))}</p>"
    counts = fleet.population
    named = (("citizens", counts.citizens), ("companies", counts.companies), ("parcels", counts.parcels))
    rows = [(texts.text(f"central.page.population.{name}"), count) for name, count in named]
    return heading + note + _counted(("register", "how_many"), rows, texts)


def _counted(columns: tuple[str, str], rows: Sequence[tuple[str, int]], texts: Texts) -> str:
    """A narrow table of what there is and how many."""
    cells = "".join(
        f'<tr><td>{escape(name)}</td><td class="number">{texts.number(count)}</td></tr>' for name, count in rows
    )
    return f'<table class="counted">{_head(columns, texts)}<tbody>{cells}</tbody></table>'


def _head(columns: tuple[str, ...], texts: Texts) -> str:
    cells = "".join(f'<th scope="col">{escape(texts.text(f"central.page.column.{name}"))}</th>' for name in columns)
    return f"<thead><tr>{cells}</tr></thead>"


def _moment(at: int, texts: Texts) -> str:
    return texts.moment(local(at))
