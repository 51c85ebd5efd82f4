from dataclasses import fields

from clerk_app.settings.schema import Settings, keys

KEYS = keys(("sr-Cyrl", "sr-Latn", "en"))


def test_the_table_of_keys_is_the_settings_value_and_its_defaults_are_allowed():
    assert [key.name for key in KEYS] == [entry.name for entry in fields(Settings)]
    for key in KEYS:
        value = key.rule.read(key.default)
        assert (value, type(value)) == (key.default, type(key.default))
        assert key.rule.describe()


def test_a_key_has_one_name_in_files_and_one_in_the_environment():
    key = next(key for key in KEYS if key.name == "lock_after")
    assert (key.variable, key.text_key, key.default) == ("SALTER_LOCK_AFTER", "setting.lock_after", 10)


def test_the_languages_are_those_that_there_are_texts_for():
    language = next(key for key in keys(("sr-Cyrl", "hu")) if key.name == "language")
    assert language.rule.read("hu") == "hu"
