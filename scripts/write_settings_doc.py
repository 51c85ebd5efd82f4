"""Write ``docs/settings.md``: every setting as the program knows it, and the order in which sources count.

Run from the root of the repository: ``python -m scripts.write_settings_doc``. A test fails while the page differs.
"""

from __future__ import annotations

import sys
from pathlib import Path

from clerk_app.i18n import Texts
from clerk_app.settings.paths import ROOT_VARIABLE
from clerk_app.settings.schema import Key, Source, keys

PAGE = Path("docs/settings.md")
_TEXTS = Path("resources/texts")
_HEAD = """\
# Settings

This page is written by `scripts/write_settings_doc.py` from `clerk_app/settings/schema.py`; change it there.
`clerk-app settings` shows the value that counts on a machine, where it came from, and what was written wrongly.

## Which value counts

A later source overrides an earlier one:

{order}

Under `[fixed]` in the policy a key is closed: nothing after it counts, and whoever tries is told. A value that cannot
be used never stops the program: it is named with file, key and reason, and the value before it counts.

- policy: `/etc/salter/policy.toml`; on Windows `%PROGRAMDATA%\\Salter\\policy.toml`; on macOS
  `/Library/Application Support/Salter/policy.toml`
- preference: `preferences.toml` in the account's configuration folder, or in the desk's own folder where `--root` or
  `{root}` names one
- environment: the variable in the table
- argument: the name with `--` and dashes, where a command takes it

```toml
# policy.toml
[default]            # anyone may choose otherwise
language = "sr-Cyrl"

[fixed]              # nobody may
lock_after = 5
```

`{root}` is no setting: it names the folder of the desk.

## Every setting

`≤ 500` is text of at most 500 characters, `/…` the full path of a folder. Waits are in seconds, the lock in minutes,
and a scale of 1 is 100 %. A key that is no preference is for policy, environment and arguments only.

| key | what it is | default | allowed | variable | also a preference |
|---|---|---|---|---|---|
"""


def page(texts: Texts) -> str:
    """The whole page."""
    known = keys(texts.languages())
    return _HEAD.format(order=_order(), root=ROOT_VARIABLE) + "".join(_row(key, texts) for key in known)


def _order() -> str:
    """The sources that count, from the weakest to the strongest."""
    return "\n".join(f"{place}. {source.value}" for place, source in enumerate(_counting(), start=1))


def _counting() -> tuple[Source, ...]:
    return tuple(source for source in Source if source is not Source.GRANT)


def _row(key: Key, texts: Texts) -> str:
    allowed = key.rule.describe().replace("\\", "/").replace("|", "\\|")
    mine = "yes" if Source.PREFERENCE in key.settable_from else "no"
    name = texts.text(key.text_key)
    return f"| `{key.name}` | {name} | {_default(key)} | `{allowed}` | `{key.variable}` | {mine} |\n"


def _default(key: Key) -> str:
    value = key.default
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`" if value != "" else "empty"


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(Texts(_TEXTS, "en", strict=True)), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
