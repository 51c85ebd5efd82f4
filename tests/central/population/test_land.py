"""Parcels and their holders."""

from __future__ import annotations

from fractions import Fraction

from clerk_app.central.population.sources import Sources
from clerk_app.central.population.values import Made


def test_numbers_are_given_once_in_each_cadastral_municipality(made: Made, sources: Sources) -> None:
    keys = {(one.cadastral, one.number) for one in made.parcels}
    assert len(keys) == len(made.parcels) == 1200
    assert {cadastral for cadastral, _ in keys} == {one.name for one in sources.places.settlements}
    assert any("/" in number for _, number in keys)


def test_shares_make_a_whole_and_holders_are_known(made: Made) -> None:
    people = {one.id_number: one for one in made.citizens}
    companies = {one.company_number for one in made.companies}
    known = {"citizen": set(people), "company": companies, "public": {""}}
    for parcel in made.parcels:
        assert sum(Fraction(holder.share) for holder in parcel.holders) == 1
        assert all(holder.number in known[holder.kind] for holder in parcel.holders)
        assert len({holder.number for holder in parcel.holders}) == len(parcel.holders)
    holders = [holder for parcel in made.parcels for holder in parcel.holders]
    assert {holder.kind for holder in holders} == set(known)
    assert any(people[holder.number].died_on for holder in holders if holder.kind == "citizen")
    assert {holder.share for holder in holders} >= {"1/1", "1/2", "1/3"}


def test_only_built_land_has_a_building(made: Made) -> None:
    built = [parcel for parcel in made.parcels if parcel.building]
    assert built
    assert all("под зградом" in parcel.use and parcel.area < 1000 for parcel in built)
