import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain.errors import Damaged
from clerk_app.settings.sealed_file import Purpose, derived, read_sealed, write_sealed

KEYS = Purpose("keys", damaged="keys_damaged", foreign="keys_other_secret")
IDENTITY = Purpose("identity", damaged="identity_damaged", foreign="identity_other_secret")
SECRET, OTHER = bytes(range(32)), bytes(range(1, 33))


def code_of(path, secret=SECRET, purpose=KEYS):
    with pytest.raises(Damaged) as raised:
        read_sealed(path, secret, purpose)
    return raised.value.code


def test_what_was_sealed_is_read_and_does_not_stand_in_the_file(tmp_path):
    path = tmp_path / "keys"
    write_sealed(path, SECRET, KEYS, b"the content")
    assert read_sealed(path, SECRET, KEYS) == b"the content"
    assert b"content" not in path.read_bytes()


def test_no_file_is_nothing(tmp_path):
    assert read_sealed(tmp_path / "keys", SECRET, KEYS) is None


def test_another_secret_is_told_from_a_damaged_file(tmp_path):
    path = tmp_path / "keys"
    write_sealed(path, SECRET, KEYS, b"x")
    assert code_of(path, OTHER) == "keys_other_secret"
    assert code_of(path, purpose=IDENTITY) == "identity_damaged"


@given(data=st.data())
def test_a_file_that_changed_anywhere_is_never_read(data, tmp_path_factory):
    path = tmp_path_factory.mktemp("sealed") / "keys"
    write_sealed(path, SECRET, KEYS, b"x" * 20)
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        path.write_bytes(whole[:place])
    else:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ data.draw(st.integers(1, 255))]) + whole[place + 1 :])
    assert code_of(path) in {"keys_damaged", "keys_other_secret"}


def test_keys_for_different_purposes_have_nothing_in_common():
    assert len({derived(SECRET, "keys"), derived(SECRET, "identity"), derived(OTHER, "keys")}) == 3
