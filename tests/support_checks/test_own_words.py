from clerk_app.support.own_words import own_words


def test_codes_events_and_places_of_the_program_are_among_them():
    words = own_words()
    assert {"vault_locked", "check_silent", "clerk_app.support.own_words", "Damaged", "time", "WARNING"} <= words


def test_texts_and_what_the_centre_knows_are_not():
    words = own_words()
    assert not any(" " in word for word in words)
    assert not any(word.startswith(("clerk_app.central", "clerk_app.demo")) for word in words)
    assert "" not in words
