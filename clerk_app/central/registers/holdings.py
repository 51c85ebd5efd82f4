"""The real estate register and the business register."""

from __future__ import annotations

from collections.abc import Sequence

from clerk_app.central.population.values import Parcel
from clerk_app.central.registers.reply import Question, Reply, filled

_STATUSES = {"active": "активно", "liquidation": "у ликвидацији", "deleted": "брисано"}


def land(question: Question) -> Reply | None:
    """``rgz``; by a holder's number, or by ``cadastral municipality/parcel``."""
    if question.kind == "parcel":
        cadastral, _, number = question.key.partition("/")
        one = question.population.parcel(question.connection, cadastral.strip(), number.strip())
        return _land((one,), f"{one.cadastral}/{one.number}") if one is not None else None
    found = question.population.parcels_of(question.connection, question.key)
    return _land(found, _held_by(found, question.key)) if found else None


def _held_by(found: Sequence[Parcel], key: str) -> str:
    """The number of who holds all of it; of several, whom the question named."""
    common = set.intersection(*({one.number for one in parcel.holders} for parcel in found))
    return key if key in common else min(common, default="")


def _land(found: Sequence[Parcel], identity: str) -> Reply:
    fields: dict[str, str] = {}
    for place, parcel in enumerate(found):
        own = next((one.share for one in parcel.holders if one.number == identity), "")
        told = filled(
            cadastral=parcel.cadastral,
            number=parcel.number,
            folio=str(parcel.folio),
            use=parcel.use,
            area=str(parcel.area),
            share=own,
            holders="; ".join(f"{one.name} {one.share}" for one in parcel.holders),
            burden=parcel.burden,
        )
        fields |= {f"parcel[{place}].{name}": value for name, value in told.items()}
    return Reply(identity, fields)


def business(question: Question) -> Reply | None:
    """``apr``; by registration or tax number."""
    one = question.population.company(question.connection, question.key)
    if one is None:
        return None
    head = question.population.citizen(question.connection, one.representative)
    fields = filled(
        name=one.name,
        company_number=one.company_number,
        pib=one.pib,
        status=_STATUSES[one.status],
        seat=f"{one.street} {one.house}, {one.place}",
        activity=f"{one.activity} {one.activity_name}",
        founded=one.founded_on,
        representative=f"{head.given_name} {head.surname}" if head is not None else "",
    )
    return Reply(one.pib if question.kind == "pib" else one.company_number, fields)
