import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain.errors import Invalid
from clerk_app.settings.rules import CentreAddress, Choice, Folder, Hours, Number, PrinterAddress, Rule, Text, YesNo

RULES: list[Rule] = [
    Text(), Choice(("a", "b")), Number(1, 2), Number(1, 60, whole=True), YesNo(), CentreAddress(), PrinterAddress(),
    Folder(), Hours(),
]  # fmt: skip


def code_of(rule: Rule, raw: object) -> str:
    with pytest.raises(Invalid) as raised:
        rule.read(raw)
    return raised.value.code


@given(
    rule=st.sampled_from(RULES),
    raw=st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers()) | st.just({}),
)
def test_a_rule_gives_a_value_that_it_takes_again_or_says_what_is_wrong(rule, raw):
    try:
        value = rule.read(raw)
    except Invalid as error:
        code = error.code
    else:
        assert rule.read(value) == value
        assert rule.read(str(value)) == value
        return
    assert code.startswith("setting_")


@pytest.mark.parametrize(("raw", "value"), [(1, 1.0), ("1.5", 1.5), (2.0, 2.0), (" 1.25 ", 1.25)])
def test_numbers_inside_the_range(raw, value):
    assert Number(1.0, 2.0).read(raw) == value


@pytest.mark.parametrize("raw", [0.99, 2.01, -1, "3"])
def test_numbers_outside_the_range_say_the_range(raw):
    with pytest.raises(Invalid) as raised:
        Number(1.0, 2.0).read(raw)
    assert raised.value.code == "setting_range"
    assert raised.value.params == {"low": "1", "high": "2"}


@pytest.mark.parametrize("raw", [True, "", "two", float("nan"), float("inf"), "nan", None, [1], 10**400])
def test_what_is_no_number(raw):
    assert code_of(Number(0, 10), raw) == "setting_kind_number"


def test_a_whole_number_has_no_half():
    assert code_of(Number(1, 60, whole=True), 1.5) == "setting_kind_whole"
    minutes = Number(1, 60, whole=True).read("10")
    assert (minutes, type(minutes)) == (10, int)


@pytest.mark.parametrize(("raw", "value"), [(True, True), ("TRUE", True), ("no", False), ("1", True), ("0", False)])
def test_yes_and_no(raw, value):
    assert YesNo().read(raw) is value


@pytest.mark.parametrize("raw", [1, 0, "", "da", None])
def test_neither_yes_nor_no(raw):
    assert code_of(YesNo(), raw) == "setting_choice"


@pytest.mark.parametrize(
    "raw", ["", "https://centar.primer.rs", "https://centar.primer.rs:8443/counter/", "http://127.0.0.1:8080",
            "http://localhost:1", "http://[::1]:8080"],
)  # fmt: skip
def test_addresses_of_a_centre(raw):
    assert CentreAddress().read(raw) == raw.rstrip("/")


@pytest.mark.parametrize(
    "raw", ["centar.primer.rs", "ftp://centar.primer.rs", "https://", "https://a:b@centar.primer.rs", "https://x:99999",
            "https://x?q=1", "https://x#y", "https://x y", "https://[::1", "//x"],
)  # fmt: skip
def test_what_is_no_address_of_a_centre(raw):
    assert code_of(CentreAddress(), raw) == "setting_address"


@pytest.mark.parametrize("raw", ["http://centar.primer.rs", "http://localhost.primer.rs", "http://10.0.0.1"])
def test_plain_http_goes_to_this_machine_only(raw):
    assert code_of(CentreAddress(), raw) == "setting_address_open"


@pytest.mark.parametrize("raw", ["", "tcp://10.0.0.7:9100", "tcp://[fe80::1]:9100", "tcp://stampac:9100"])
def test_addresses_of_a_printer(raw):
    assert PrinterAddress().read(raw) == raw


@pytest.mark.parametrize(
    "raw", ["10.0.0.7", "tcp://10.0.0.7", "tcp://:9100", "tcp://h:0", "tcp://h:9100/x", "http://h:9100", "tcp://u@h:1"]
)
def test_what_is_no_address_of_a_printer(raw):
    assert code_of(PrinterAddress(), raw) == "setting_address"


def test_a_folder_has_a_full_path():
    assert Folder().read("/mnt/kopija") == "/mnt/kopija"
    assert code_of(Folder(), "kopija") == "setting_folder"


@pytest.mark.parametrize("raw", ["a\nb", "a\x00", "a\x7f", "x" * 501, "\u202e"])
def test_text_is_one_printable_line(raw):
    assert code_of(Text(), raw) == "setting_text"


@pytest.mark.parametrize("raw", ["07:30", "7:30-15:30", "15:30-07:30", "07:30-24:00", "07:30-07:30", ""])
def test_hours_that_are_none_are_refused(raw):
    assert Hours().read("07:30-15:30") == "07:30-15:30"
    assert code_of(Hours(), raw) == "setting_hours"
