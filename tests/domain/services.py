"""A small service that uses every means of a definition, for the tests of forms and fees."""

from __future__ import annotations

from clerk_app.domain.catalogue import Choice, Deadline, Exemption, Fee, Field, Rule, Section, Service, Wording


def words(text: str) -> Wording:
    return Wording(sr=text, en=text)


def stall() -> Service:
    """A stall on the market: a kind that hides fields, rows of goods, a computed sum, dated fees."""
    return Service(
        id="stall",
        version=1,
        rap="",
        name=words("stall"),
        department=words("department"),
        legal_basis=words("law"),
        classification="354",
        deadline=Deadline(kind="days", days=30),
        applicants=("natural", "legal", "foreigner"),
        sections=(place(), goods()),
        rules=(
            Rule(code="reversed", field="place.to", broken="row.to != '' && row.to < row.from", message=words("order")),
            Rule(code="dear", field="goods.price", broken="row.price > 1000.0", message=words("dear")),
        ),
        fees=tariff(),
        exemptions=(
            Exemption(code="charity", label=words("c"), applies="form.place.note == 'charity'"),
            Exemption(code="republic_only", label=words("o"), covers=("republic",)),
        ),
    )


def place() -> Section:
    kinds = (Choice(code="stall", label=words("stall")), Choice(code="other", label=words("other")))
    return Section(
        code="place",
        title=words("place"),
        fields=(
            Field(code="kind", label=words("kind"), type="choice", required="true", choices=kinds),
            Field(code="note", label=words("note"), visible="row.kind == 'other'", required="true", max_length=10),
            Field(code="jmbg", label=words("jmbg"), type="jmbg"),
            Field(code="from", label=words("from"), type="date", minimum="today"),
            Field(code="to", label=words("to"), type="date"),
            Field(code="area", label=words("area"), type="decimal", minimum="0,5", maximum="100"),
            Field(code="days", label=words("days"), type="integer", computed="days_between(row.from, row.to)"),
            Field(code="total", label=words("total"), type="money", computed="sum(form.goods.map(g, g.price))"),
        ),
    )


def goods() -> Section:
    return Section(
        code="goods",
        title=words("goods"),
        visible="form.place.kind != 'other'",
        repeat_min=0,
        repeat_max=5,
        fields=(
            Field(code="name", label=words("name"), required="true"),
            Field(code="price", label=words("price"), type="money"),
        ),
    )


def tariff() -> tuple[Fee, ...]:
    return (
        Fee(code="request", label=words("r"), level="republic", tariff="1", amount=30000, valid_from="2020-01-01"),
        Fee(code="request", label=words("r"), level="republic", tariff="1", amount=33000, valid_from="2024-07-01"),
        Fee(
            code="area",
            label=words("a"),
            level="local",
            tariff="K",
            amount=1000,
            valid_from="2020-01-01",
            applies="form.place.kind == 'stall'",
            quantity="form.place.area * double(form.place.days)",
        ),
    )
