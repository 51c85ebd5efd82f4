import pytest

from clerk_app.devices import card_files
from clerk_app.devices.card_files import HEADER
from clerk_app.devices.card_image import card_image
from clerk_app.devices.id_card_tags import APPLICATIONS, File, Tag
from clerk_app.domain.people import Person
from tests.devices.samples import PERA, SHORT_PORTRAIT


def records(image, name):
    return card_files.records(image.files[name][HEADER.size :])


def test_every_file_begins_with_its_name_and_length():
    image = card_image(PERA, SHORT_PORTRAIT)
    assert set(image.files) == {File.DOCUMENT, File.FIXED, File.RESIDENCE, File.PORTRAIT}
    for name, data in image.files.items():
        assert HEADER.unpack(data[: HEADER.size]) == (name, len(data) - HEADER.size)


def test_dates_and_sex_stand_as_cards_write_them():
    image = card_image(PERA, SHORT_PORTRAIT, address_since="2015-06-07")
    assert records(image, File.FIXED)[Tag.BIRTH_DATE] == b"01011990"
    assert records(image, File.FIXED)[Tag.SEX] == b"M"
    assert records(image, File.RESIDENCE)[Tag.ADDRESS_DATE] == b"07062015"


def test_an_address_of_no_known_day_has_the_day_that_cards_have_for_it():
    assert records(card_image(PERA, b""), File.RESIDENCE)[Tag.ADDRESS_DATE] == b"01010001"


def test_what_the_person_lacks_is_not_on_the_card():
    fixed = records(card_image(Person(id_number="0101990900011", surname="Узорић"), b""), File.FIXED)
    assert set(fixed) == {Tag.PERSONAL_NUMBER, Tag.SURNAME}


@pytest.mark.parametrize(("kind", "written"), [("citizen", b"ID"), ("foreigner", b"IF"), ("residence", b"RP")])
def test_each_kind_has_its_application_and_its_type(kind, written):
    image = card_image(PERA, b"", kind=kind)
    assert image.aid == APPLICATIONS[kind]
    assert records(image, File.DOCUMENT)[Tag.DOCUMENT_TYPE] == written


def test_a_card_without_a_file_leaves_the_first_one_whole():
    image = card_image(PERA, b"")
    assert File.RESIDENCE not in image.without(File.RESIDENCE).files
    assert File.RESIDENCE in image.files
