import pytest

from clerk_app.devices import card_image as images
from clerk_app.devices.card_files import HEADER, Malformed
from clerk_app.devices.id_card_tags import File, Tag
from clerk_app.devices.id_card_text import id_card, iso_date, sex
from tests.devices.samples import LJUBICA, PERA


def contents(image, *files):
    return [image.files[name][HEADER.size :] for name in files]


def fixed(values):
    return b"".join(HEADER.pack(tag, len(text.encode())) + text.encode() for tag, text in values.items())


@pytest.mark.parametrize("person", [PERA, LJUBICA])
def test_what_was_written_is_read(person):
    image = images.card_image(person, b"\xff\xd8")
    assert id_card("citizen", *contents(image, File.DOCUMENT, File.FIXED, File.RESIDENCE)).person == person


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("07062015", "2015-06-07"),
        ("29022024", "2024-02-29"),
        ("29022023", ""),
        ("01010001", ""),
        ("", ""),
        ("2015-6-7", ""),
        ("٠٧٠٦٢٠١٥", ""),
    ],
)
def test_dates(written, iso):
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    ("written", "meant"), [("M", "m"), ("М", "m"), ("F", "f"), ("Ž", "f"), ("Ж", "f"), ("ж", "f"), ("", ""), ("?", "")]
)
def test_sex_in_either_script(written, meant):
    assert sex(written) == meant


def test_values_stay_as_the_card_has_them():
    run = fixed({Tag.PERSONAL_NUMBER: "0101990900012", Tag.SURNAME: " Ǌegić-ПРИМЕРИЋ  ", Tag.GIVEN_NAME: "Ana Марија"})
    person = id_card("citizen", b"", run, b"").person
    assert (person.id_number, person.surname, person.given_name) == ("0101990900012", " Ǌegić-ПРИМЕРИЋ  ", "Ana Марија")


def test_a_residence_that_is_there_but_empty_is_not_missing():
    run = fixed({Tag.PERSONAL_NUMBER: "0101990900011", Tag.SURNAME: "Узорић"})
    assert id_card("citizen", b"", run, b"").missing == ()
    assert id_card("citizen", b"", run, None).missing == ("residence",)


@pytest.mark.parametrize("kind", ["foreigner", "residence"])
def test_cards_of_foreigners_have_the_same_layout(kind):
    image = images.card_image(PERA, b"\xff\xd8", kind=kind)
    card = id_card(kind, *contents(image, File.DOCUMENT, File.FIXED, File.RESIDENCE))
    assert (card.kind, card.person.id_kind, card.person.surname) == (kind, "foreigner", PERA.surname)


@pytest.mark.parametrize("only", [Tag.PERSONAL_NUMBER, Tag.SURNAME])
def test_a_card_that_names_nobody_is_malformed(only):
    with pytest.raises(Malformed):
        id_card("citizen", b"", fixed({only: "1"}), b"")
