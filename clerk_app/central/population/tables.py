"""Tables of the synthetic population, which stands in for the registers of the state; dates are ISO, or empty."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from clerk_app.central.schema import METADATA

_DATE = String(10)


CITIZEN = Table(
    "citizen",
    METADATA,
    Column("municipality", String(40), primary_key=True),
    Column("id_number", String(20), primary_key=True),
    Column("id_kind", String(10), nullable=False),
    Column("surname", String(120), nullable=False),
    Column("given_name", String(120), nullable=False),
    Column("own_surname", String(120), nullable=False),
    Column("own_given_name", String(120), nullable=False),
    Column("birth_surname", String(120), nullable=False),
    Column("language", String(10), nullable=False),
    Column("citizenship", String(3), nullable=False),
    Column("sex", String(1), nullable=False),
    Column("birth_date", _DATE, nullable=False),
    Column("birth_place", String(120), nullable=False),
    Column("father", String(20), nullable=False),
    Column("mother", String(20), nullable=False),
    Column("father_name", String(120), nullable=False),
    Column("mother_name", String(120), nullable=False),
    Column("marital_status", String(10), nullable=False),
    Column("spouse", String(20), nullable=False),
    Column("married_on", _DATE, nullable=False),
    Column("divorced_on", _DATE, nullable=False),
    Column("died_on", _DATE, nullable=False),
    Column("household", Integer, nullable=False),
    Column("place", String(120), nullable=False),
    Column("street", String(120), nullable=False),
    Column("house", String(10), nullable=False),
    Column("apartment", String(10), nullable=False),
    Column("settled_on", _DATE, nullable=False),
    Column("document_kind", String(10), nullable=False),
    Column("document", String(20), nullable=False),
    Column("document_issued", _DATE, nullable=False),
    Column("document_expires", _DATE, nullable=False),
    Column("phone", String(20), nullable=False),
    Column("email", String(254), nullable=False),
    Column("words", Text, nullable=False),  # folded names, a blank before each
)
Index("citizen_household", CITIZEN.c.municipality, CITIZEN.c.household)
Index("citizen_father", CITIZEN.c.municipality, CITIZEN.c.father)
Index("citizen_mother", CITIZEN.c.municipality, CITIZEN.c.mother)
Index("citizen_document", CITIZEN.c.municipality, CITIZEN.c.document)

COMPANY = Table(
    "company",
    METADATA,
    Column("municipality", String(40), primary_key=True),
    Column("company_number", String(8), primary_key=True),
    Column("pib", String(9), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("name", String(200), nullable=False),
    Column("activity", String(10), nullable=False),
    Column("activity_name", String(200), nullable=False),
    Column("place", String(120), nullable=False),
    Column("street", String(120), nullable=False),
    Column("house", String(10), nullable=False),
    Column("founded_on", _DATE, nullable=False),
    Column("status", String(20), nullable=False),
    Column("representative", String(20), nullable=False),
    Column("account", String(18), nullable=False),
)
Index("company_pib", COMPANY.c.municipality, COMPANY.c.pib, unique=True)
Index("company_representative", COMPANY.c.municipality, COMPANY.c.representative)

PARCEL = Table(
    "parcel",
    METADATA,
    Column("municipality", String(40), primary_key=True),
    Column("cadastral", String(120), primary_key=True),
    Column("number", String(20), primary_key=True),
    Column("folio", Integer, nullable=False),
    Column("field_name", String(120), nullable=False),
    Column("use", String(120), nullable=False),
    Column("area", BigInteger, nullable=False),
    Column("building", String(120), nullable=False),
    Column("burden", String(200), nullable=False),
)

PARCEL_HOLDER = Table(
    "parcel_holder",
    METADATA,
    Column("municipality", String(40), primary_key=True),
    Column("cadastral", String(120), primary_key=True),
    Column("parcel", String(20), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("number", String(20), nullable=False),
    Column("name", String(200), nullable=False),
    Column("share", String(20), nullable=False),
)
Index("parcel_of_holder", PARCEL_HOLDER.c.municipality, PARCEL_HOLDER.c.number)

TABLES = (CITIZEN, COMPANY, PARCEL, PARCEL_HOLDER)
"""All of them: written once, when a municipality is seeded, and never changed."""
