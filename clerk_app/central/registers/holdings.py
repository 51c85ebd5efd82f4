"""The real estate register and the business register."""

from __future__ import annotations

from clerk_app.central.population.values import Parcel
from clerk_app.central.registers.reply import Question, Reply, filled

_STATUSES = {"active": "активно", "liquidation": "у ликвидацији", "deleted": "брисано"}


def land(question: Question) -> Reply | None:
    """``rgz``; by a holder's number, or by ``cadastral municipality/parcel``."""
    if question.kind == "parcel":
        cadastral, _, number = question.key.partition("/")
        one = question.population.parcel(question.connection, cadastral.strip(), number.strip())
        found: tuple[Parcel, ...] = (one,) if one is not None else ()
    else:
        found = question.population.parcels_of(question.connection, question.key)
    fields: dict[str, str] = {}
    for place, parcel in enumerate(found):
        own = next((one.share for one in parcel.holders if one.number == question.key), "")
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
    return Reply(question.key, fields) if fields else None


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
