"""The part of the operator's page about payments that fit no order, or that are to be sent back."""

from __future__ import annotations

from html import escape

from clerk_app.central.clock import local
from clerk_app.domain.payments_stray import StrayPayment, StrayPayments
from clerk_app.i18n import Texts

_COLUMNS = ("at", "payment", "told", "amount", "why")


def strays_part(strays: StrayPayments, texts: Texts) -> str:
    """A table of them; whatever comes from outside is escaped. Nothing where there are none."""
    if not strays.lines:
        return ""
    heading = f"<h2>{escape(texts.text('central.page.payments'))}</h2>"
    cells = "".join(f'<th scope="col">{escape(texts.text(f"central.page.column.{name}"))}</th>' for name in _COLUMNS)
    rows = "".join(_row(stray, texts) for stray in strays.lines)
    older = f"<p>{escape(texts.many('payments.strays_older', strays.older))}</p>" if strays.older else ""
    return f"{heading}<table><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table>{older}"


def _row(stray: StrayPayment, texts: Texts) -> str:
    why = texts.text(f"payments.why.{stray.why}") if texts.has(f"payments.why.{stray.why}") else stray.why
    return (
        f'<tr><td>{escape(texts.moment(local(stray.at)))}</td><td class="code">{escape(stray.id)}</td>'
        f'<td>{escape(stray.told or "–")}</td><td class="number">{escape(texts.amount(stray.amount))}</td>'
        f'<td class="bad">{escape(why)}</td></tr>'
    )
