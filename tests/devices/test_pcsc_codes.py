import pytest

from clerk_app.devices import pcsc_codes
from clerk_app.domain.errors import Unavailable


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (0x8010001D, "card_no_service"),
        (0x8010002E, "card_no_reader"),
        (0x80100069, "card_removed"),
        (0x80100067, "card_unpowered"),
        (0x80100068, "card_reset"),
        (0x80100066 - (1 << 32), "card_unresponsive"),
        (0x80100001, "card_reader_fault"),
    ],
)
def test_results_in_the_words_of_the_counter(result, code):
    with pytest.raises(Unavailable) as caught:
        pcsc_codes.check(result)
    assert caught.value.code == code
    assert caught.value.params == {"result": f"{result & 0xFFFFFFFF:08X}"}


def test_success_raises_nothing():
    pcsc_codes.check(0)
