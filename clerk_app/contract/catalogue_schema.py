"""The JSON Schema of a definition, for editors and other programs that write one.

``python -m clerk_app.contract.catalogue_schema`` writes ``docs/contract/service.schema.json``; a test fails while it
differs. It says the shape and the bounds; whether a definition makes sense only ``catalogue_check`` can say.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from clerk_app.contract import catalogue
from clerk_app.contract import catalogue_limits as most
from clerk_app.contract.catalogue_check import CLASSIFICATION, CODE, DATASETS, ID, RECORD_FIELD, UNIT
from clerk_app.domain.expression_cost import LONGEST, MOST_ROWS

TARGET = Path(__file__).parents[2] / "docs" / "contract" / "service.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

type _Json = dict[str, Any]

_CODE = {"pattern": f"^{CODE.pattern}$"}
_CEL = {"maxLength": LONGEST}
_FILLING: dict[str, _Json] = {
    "key": {"pattern": f"^({CODE.pattern}\\.{CODE.pattern})?$"},
    "fills": {
        "maxProperties": most.MOST_LISTED,
        "propertyNames": {"pattern": f"^{CODE.pattern}\\.{CODE.pattern}$"},
        "additionalProperties": {"type": "string", "pattern": f"^{RECORD_FIELD.pattern}$"},
    },
}
_BOUNDS: dict[str, dict[str, _Json]] = {
    "Service": {
        "id": {"pattern": f"^{ID.pattern}$"},
        "version": {"minimum": 1},
        "classification": {"pattern": f"^{CLASSIFICATION.pattern}$"},
        "unit": {"pattern": f"^({UNIT.pattern})?$"},
        "ended": {"pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"},
        "sections": {"minItems": 1, "maxItems": most.MOST_SECTIONS},
        "rules": {"maxItems": most.MOST_RULES},
        "keywords": {"maxItems": most.MOST_KEYWORDS},
        "delivery": {"minItems": 1, "uniqueItems": True},
        "applicants": {"minItems": 1, "uniqueItems": True},
        **{name: {"maxItems": most.MOST_LISTED} for name in ("proofs", "fees", "exemptions", "statements")},
    },
    "Wording": {name: {"maxLength": most.LONGEST_WORDING} for name in ("sr", "en", "hu")},
    "Section": {
        "code": _CODE,
        "fields": {"minItems": 1},
        "visible": _CEL,
        "repeat_min": {"minimum": 0, "maximum": MOST_ROWS},
        "repeat_max": {"minimum": 1, "maximum": MOST_ROWS},
    },
    "Field": {
        "code": _CODE,
        **dict.fromkeys(("visible", "required", "computed"), _CEL),
        "choices": {"maxItems": most.MOST_CHOICES},
        "max_length": {"minimum": 1, "maximum": most.LONGEST_VALUE},
        "columns": {"minimum": 1, "maximum": 12},
    },
    "Choice": {"code": _CODE},
    "Rule": {"code": _CODE, "broken": _CEL},
    "Proof": {"code": _CODE, "dataset": {"enum": ["", *sorted(DATASETS)]}, "required": _CEL, **_FILLING},
    "Fee": {"amount": {"minimum": 0}, "applies": _CEL, "quantity": _CEL},
    "Exemption": {"code": _CODE, "applies": _CEL, "covers": {"minItems": 1}},
    "Statement": {"code": _CODE},
    "Deadline": {"days": {"minimum": 0}},
}


def document() -> bytes:
    """The whole schema, the same bytes every time."""
    plain = catalogue.schema()
    parts: dict[str, _Json] = plain["$defs"]
    for name, part in parts.items():
        part["additionalProperties"] = False
        part["description"] = part["description"].replace("``", "`")
        for key, bounds in _BOUNDS.get(name, {}).items():
            part["properties"][key] |= bounds
    head = {"$schema": DIALECT, "title": "Šalter: a service of the catalogue", "$ref": plain["$ref"]}
    return (json.dumps({**head, "$defs": parts}, ensure_ascii=False, indent=1) + "\n").encode()


def write(target: Path) -> None:
    """Write the schema, with its folder if need be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(document())


if __name__ == "__main__":
    write(TARGET)
