from clerk_app.domain.bodies import Representation
from clerk_app.ui.representation_words import authority_words


def test_the_ground_is_told_with_number_and_date_where_there_are_any(texts):
    by = Representation(number="12", issued="2026-11-02")
    assert authority_words(by, texts) == "пуномоћје бр. 12 од 02.11.2026."
    assert authority_words(Representation(kind="parent"), texts) == "родитељ"
