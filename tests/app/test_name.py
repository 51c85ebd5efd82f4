import pytest

from clerk_app.app.name import DeskName, load_name, note_clerk, save_name

NAME = DeskName(municipality="Општина Примерово", counter="шалтер 3", desk="A7", clerks=("mprimeric",))


@pytest.fixture
def place(place_of):
    return place_of()


def test_the_words_are_kept(place):
    save_name(place, NAME)
    assert load_name(place) == NAME


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'{"other": 1}',
        b"\xff\xfe",
        b'{"clerks": 5}',
        b'{"until": 5}',
        b'{"until": {"a": "x"}}',
    ],
)
def test_a_file_that_cannot_be_read_is_no_name(place, raw):
    (place.paths.root / "desk.json").write_bytes(raw)
    assert load_name(place) == DeskName()


def test_before_enrolment_there_is_no_name(place):
    assert load_name(place) == DeskName()


def test_who_signed_in_last_is_offered_first_and_once(place):
    save_name(place, NAME)
    for clerk in ("vuzoric", "mprimeric"):
        note_clerk(place, clerk)
    assert load_name(place).clerks == ("mprimeric", "vuzoric")
    assert load_name(place).desk == "A7"


def test_until_when_each_gets_in_alone_is_kept_and_a_name_without_a_grant_keeps_what_was(place):
    save_name(place, NAME)
    note_clerk(place, "vuzoric", 7)
    note_clerk(place, "mprimeric", 8)
    note_clerk(place, "vuzoric")
    assert load_name(place).until == {"mprimeric": 8, "vuzoric": 7}


def test_only_a_few_are_remembered(place):
    for number in range(12):
        note_clerk(place, f"clerk{number}", number)
    assert load_name(place).clerks == tuple(f"clerk{number}" for number in range(11, 3, -1))
    assert load_name(place).until == {f"clerk{number}": number for number in range(4, 12)}
