import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.settings.given import Given, Layer, from_arguments, from_environment
from clerk_app.settings.policy import read_policy
from clerk_app.settings.preferences import read_preferences
from clerk_app.settings.resolve import resolve
from clerk_app.settings.schema import Settings, Source, keys

KEYS = keys(("sr-Cyrl", "sr-Latn", "en"))


@pytest.fixture
def policy(tmp_path):
    def write(text):
        (tmp_path / "policy.toml").write_text(text)
        return read_policy(tmp_path / "policy.toml")

    return write


@pytest.fixture
def preferences(tmp_path):
    def write(text):
        (tmp_path / "preferences.toml").write_text(text)
        return read_preferences(tmp_path / "preferences.toml")

    return write


def found(resolved, name):
    return next(entry for entry in resolved.effective if entry.name == name)


def problems(resolved):
    return [(problem.code, problem.params.get("setting"), problem.params["where"]) for problem in resolved.problems]


def test_with_nothing_said_the_defaults_count():
    resolved = resolve(KEYS)
    assert resolved.settings == Settings()
    assert {entry.source for entry in resolved.effective} == {Source.DEFAULT}


def test_each_source_overrides_the_one_before_it(policy, preferences):
    layers = [
        policy("[default]\ntheme = 'dark'\nscale = 1.1\ndensity = 'comfortable'\nreader = 'a'"),
        preferences("scale = 1.2\ndensity = 'compact'\nreader = 'b'"),
        from_environment({"SALTER_DENSITY": "comfortable", "SALTER_READER": "c", "PATH": "/bin"}),
        from_arguments({"reader": "d", "printer": None}),
    ]
    for order in (layers, layers[::-1]):
        resolved = resolve(KEYS, *order)
        assert resolved.problems == ()
        assert [(entry.value, entry.source) for entry in resolved.effective if entry.source != Source.DEFAULT] == [
            ("dark", "policy"),
            (1.2, "preference"),
            ("comfortable", "environment"),
            ("d", "argument"),
        ]


def test_what_policy_fixes_nobody_overrides(policy, preferences, tmp_path):
    resolved = resolve(
        KEYS,
        policy("[fixed]\nlock_after = 5\n[default]\nlock_after = 7"),
        preferences("lock_after = 60"),
        from_environment({"SALTER_LOCK_AFTER": "60"}),
        from_arguments({"lock_after": 60}),
    )
    assert resolved.settings.lock_after == 5
    assert resolved.fixed == {"lock_after"}
    assert found(resolved, "lock_after").where == str(tmp_path / "policy.toml")
    assert problems(resolved) == [
        ("setting_fixed", "lock_after", str(tmp_path / "preferences.toml")),
        ("setting_fixed", "lock_after", "SALTER_LOCK_AFTER"),
        ("setting_fixed", "lock_after", "--lock-after"),
    ]


def test_a_slip_in_what_policy_fixes_does_not_open_the_key(policy):
    resolved = resolve(KEYS, policy("[fixed]\nlock_after = 500"), from_arguments({"lock_after": 60}))
    assert resolved.settings.lock_after == Settings().lock_after
    assert [problem.code for problem in resolved.problems] == ["setting_range", "setting_fixed"]


def test_a_bad_value_is_named_and_the_value_below_it_counts(policy, preferences, tmp_path):
    resolved = resolve(
        KEYS,
        policy("[default]\nscale = 1.5"),
        preferences("scale = 9\ntheme = 'dark'"),
        from_environment({"SALTER_PRINTER": "lpt1"}),
    )
    assert (resolved.settings.scale, resolved.settings.theme) == (1.5, "dark")
    assert problems(resolved) == [
        ("setting_range", "scale", str(tmp_path / "preferences.toml")),
        ("setting_address", "printer", "SALTER_PRINTER"),
    ]
    assert resolved.problems[0].params["high"] == "2"


def test_a_preference_cannot_set_what_belongs_to_the_machine(preferences):
    resolved = resolve(KEYS, preferences("receipt_wait = 0\nspool_before_accept = false"))
    assert resolved.settings.receipt_wait == Settings().receipt_wait
    assert [problem.code for problem in resolved.problems] == ["setting_not_here", "setting_not_here"]


def test_a_name_that_nobody_knows_is_said(policy, preferences):
    resolved = resolve(
        KEYS, policy("[default]\nlanguge = 'en'"), preferences("offline_days = 9"), from_environment({"SALTER_X": ""})
    )
    assert [(code, key) for code, key, _ in problems(resolved)] == [
        ("setting_unknown", "languge"),
        ("setting_unknown", "offline_days"),
        ("setting_unknown", "x"),
    ]


def test_there_is_no_telemetry_to_switch_on(policy):
    resolved = resolve(KEYS, policy("[fixed]\ntelemetry = 'full'"))
    assert resolved.settings.telemetry == "none"
    assert [problem.code for problem in resolved.problems] == ["setting_choice"]


def test_explain_tells_each_value_and_where_it_came_from(preferences, tmp_path):
    account = resolve(KEYS, preferences("theme = 'dark'")).explain(offline_days=14)
    assert [entry.name for entry in account] == [*(key.name for key in KEYS), "offline_days"]
    theme = next(entry for entry in account if entry.name == "theme")
    assert (theme.value, theme.source, theme.allowed) == ("dark", "preference", "light | dark | high-contrast | system")
    assert theme.where == str(tmp_path / "preferences.toml")
    assert (account[-1].value, account[-1].source) == (14, "grant")
    assert "offline_days" not in [entry.name for entry in resolve(KEYS).explain()]


anything = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("dark")
sources = st.sampled_from([Source.POLICY, Source.PREFERENCE, Source.ENVIRONMENT, Source.ARGUMENT])


@given(
    st.lists(
        st.builds(
            Given,
            name=st.sampled_from([key.name for key in KEYS]) | st.text(max_size=5),
            raw=anything,
            source=sources,
            where=st.just("x"),
            fixed=st.just(False),
        ),
        max_size=12,
    )
)
def test_whatever_is_said_every_setting_ends_up_allowed(given_values):
    resolved = resolve(KEYS, Layer(tuple(given_values)))
    for key in KEYS:
        value = getattr(resolved.settings, key.name)
        assert key.rule.read(value) == value
        assert type(value) is type(key.default)
    assert len(resolved.problems) <= len(given_values)
