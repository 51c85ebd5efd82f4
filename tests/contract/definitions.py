"""A small definition with nothing wrong, for tests to spoil."""

GOOD = """
id = "small"
version = 1
rap = ""
classification = "200"
name = { sr = "Мала", en = "Small" }
department = { sr = "О", en = "D" }
legal_basis = { sr = "З", en = "L" }
deadline = { kind = "days", days = 8 }
[[sections]]
code = "one"
title = { sr = "Један", en = "One" }
[[sections.fields]]
code = "number"
label = { sr = "Број", en = "Number" }
type = "integer"
[[fees]]
code = "fee"
label = { sr = "Такса", en = "Fee" }
level = "local"
tariff = "1"
amount = 100
valid_from = "2024-01-01"
"""


def with_field(definition: str, code: str, lines: str) -> str:
    """The definition with one more field behind the last one."""
    field = f'[[sections.fields]]\ncode = "{code}"\nlabel = {{ sr = "П", en = "F" }}\n{lines}\n'
    return definition.replace("[[fees]]", f"{field}[[fees]]", 1)
