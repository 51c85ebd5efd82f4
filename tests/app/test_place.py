from clerk_app.app.place import find_place


def test_a_new_place_has_its_folders_and_nobody_enrolled(place_of, tmp_path):
    place = place_of()
    assert place.paths.root == tmp_path
    assert tmp_path.is_dir()
    assert not place.enrolled
    place.paths.identity.write_bytes(b"x")
    assert place.enrolled


def test_texts_are_in_the_language_of_the_settings(place_of):
    assert place_of().texts.language == "sr-Cyrl"
    assert place_of(language="en").texts.language == "en"


def test_a_bad_setting_never_stops_the_program(place_of):
    place = place_of(scale="huge")
    assert place.settings.scale == 1.0
    assert place.resolved.problems


def test_settings_are_read_again_with_the_same_clock(place_of):
    place = place_of(theme="dark")
    place.paths.preferences.write_text('language = "en"\n', encoding="utf-8")
    fresh = place.renewed()
    assert (fresh.texts.language, fresh.settings.theme) == ("en", "dark")
    assert fresh.clock is place.clock
    assert fresh.demo


def test_what_the_command_line_says_goes_before_the_environment(tmp_path):
    place = find_place({"theme": "dark"}, {"SALTER_THEME": "light", "SALTER_LANGUAGE": "en"}, root=tmp_path)
    assert (place.settings.theme, place.settings.language) == ("dark", "en")
