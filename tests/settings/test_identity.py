import pytest

from clerk_app.contract.enrolment import Anchor, EnrolmentAnswer
from clerk_app.contract.keys import SigningKey, verifies
from clerk_app.domain.errors import Damaged
from clerk_app.settings.identity import DeskIdentity, load, save
from clerk_app.settings.sealed_file import Purpose, write_sealed

SECRET, OTHER_SECRET = bytes(range(32)), bytes(range(1, 33))
ANCHOR = Anchor(
    municipality="90000",
    name="Пробна општина",
    centre_sign=b"a" * 32,
    centre_seal=b"b" * 32,
    escrow_seal=b"c" * 32,
    ca_pem="pem",
)
IDENTITY = DeskIdentity(
    answer=EnrolmentAnswer(desk="P01", office="1", office_name="Месна канцеларија", counter="3"),
    anchor=ANCHOR,
    central_url="https://centar.primer.rs",
    sign_seed=b"S" * 32,
    seal_private=b"X" * 32,
)


def test_before_enrolment_there_is_none(tmp_path):
    assert load(tmp_path / "identity", SECRET) is None


def test_the_desk_is_after_a_restart_who_it_was(tmp_path):
    save(tmp_path / "identity", SECRET, IDENTITY)
    found = load(tmp_path / "identity", SECRET)
    assert found == IDENTITY
    assert (found.desk, found.office, found.municipality) == ("P01", "1", "90000")
    signature = SigningKey(found.sign_seed).sign(b"m")
    assert verifies(SigningKey(b"S" * 32).public, signature, b"m")


def test_the_private_keys_stand_neither_in_the_file_nor_in_what_is_shown(tmp_path):
    save(tmp_path / "identity", SECRET, IDENTITY)
    assert b"SSSS" not in (tmp_path / "identity").read_bytes()
    assert "SSSS" not in repr(IDENTITY)
    assert "XXXX" not in repr(IDENTITY)


def test_another_secret_and_a_damaged_file_are_told_apart(tmp_path):
    path = tmp_path / "identity"
    save(path, SECRET, IDENTITY)
    with pytest.raises(Damaged) as raised:
        load(path, OTHER_SECRET)
    assert raised.value.code == "identity_other_secret"
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(Damaged) as raised:
        load(path, SECRET)
    assert raised.value.code == "identity_damaged"


def test_content_that_is_no_identity_is_damage(tmp_path):
    purpose = Purpose("identity", damaged="identity_damaged", foreign="identity_other_secret")
    write_sealed(tmp_path / "identity", SECRET, purpose, b"\x80")
    with pytest.raises(Damaged) as raised:
        load(tmp_path / "identity", SECRET)
    assert raised.value.code == "identity_damaged"


def test_a_key_of_another_length_is_no_identity():
    with pytest.raises(ValueError, match="32"):
        DeskIdentity(answer=IDENTITY.answer, anchor=ANCHOR, central_url="", sign_seed=b"", seal_private=b"x" * 32)
