import json
import subprocess
from pathlib import Path

from clerk_app.app.itself import program


def test_the_process_of_a_card_answers_and_ends_with_whoever_started_it(tmp_path: Path) -> None:
    first, question = {"module": str(tmp_path / "nema.so"), "label": ""}, {"do": "certificate"}
    asked = "".join(json.dumps(one) + "\n" for one in (first, question)).encode()
    told = subprocess.run([*program(), "token-host"], input=asked, capture_output=True, check=True, timeout=60)
    assert json.loads(told.stdout) == {"error": "Unavailable", "code": "token_module_missing", "params": {}}
