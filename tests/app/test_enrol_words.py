import pytest

from clerk_app.app.enrol_words import enrolment_words
from clerk_app.domain.errors import CounterError, Invalid, Refused, Unavailable

URL = "https://centar.example:8443"
ON_THE_WAY = (
    "line_down",
    "line_dns",
    "line_slow",
    "line_portal",
    "line_certificate",
    "line_certificate_time",
    "centre_trouble",
    "centre_busy",
)


@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn", "en"])
@pytest.mark.parametrize("code", ON_THE_WAY)
def test_each_trouble_of_the_line_names_the_address_and_promises_nothing_by_itself(place_of, code, language):
    texts = place_of().texts.in_language(language)
    words = enrolment_words(Unavailable(code), place_of(), texts, URL)
    assert URL in words.why
    assert words.why != texts.text(f"error.{code}")
    assert words.way_out.endswith(texts.text("enrol.code_good"))
    assert len(words.way_out) > len(texts.text("enrol.code_good"))


@pytest.mark.parametrize(
    "error", [Refused("enrolment_code_wrong"), Refused("anchor_mismatch"), Invalid("enrolment_code", field="code")]
)
def test_what_has_words_of_its_own_keeps_them_and_says_nothing_of_the_code(place_of, error: CounterError):
    texts = place_of().texts
    words = enrolment_words(error, place_of(), texts, URL)
    assert words.why == texts.text(f"error.{error.code}")
    assert words.way_out == texts.text("enrol.unchanged")


def test_a_wrong_clock_is_shown_as_it_stands(place_of):
    place = place_of()
    words = enrolment_words(Unavailable("line_certificate_time"), place, place.texts, URL)
    assert place.texts.date(place.clock.local()) in words.why
