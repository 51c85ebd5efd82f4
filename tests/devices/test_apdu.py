from clerk_app.devices import apdu


class Script:
    """Answers in turn, and keeps what was sent."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.sent = []

    def __call__(self, command):
        self.sent.append(command.hex())
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def test_commands_as_the_card_expects_them():
    assert apdu.select_application(bytes.fromhex("F381000002534552494401")).hex() == "00a404000bf381000002534552494401"
    assert apdu.select_file(0x0F02).hex() == "00a40800020f0204"
    assert apdu.read_binary(0x1234, 255).hex() == "00b01234ff"


def test_waiting_data_is_fetched():
    card = Script((b"", 0x6102), (b"ab", 0x6101), (b"c", 0x9000))
    assert apdu.follow(card, bytes.fromhex("00a40800020f0204")) == (b"abc", 0x9000)
    assert card.sent[1:] == ["00c0000002", "00c0000001"]


def test_a_wrong_length_is_asked_again_with_the_right_one():
    card = Script((b"", 0x6C07), (b"1234567", 0x9000))
    assert apdu.follow(card, bytes.fromhex("00b00000ff")) == (b"1234567", 0x9000)
    assert card.sent[1] == "00b0000007"


def test_a_card_that_always_has_more_is_not_followed_for_ever():
    card = Script((b"x", 0x6101))
    assert apdu.follow(card, b"\x00\xb0\x00\x00\x01")[1] == 0x6101
    assert len(card.sent) < 20
