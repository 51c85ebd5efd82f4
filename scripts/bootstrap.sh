#!/usr/bin/env bash
# Makes a bare checkout ready: system packages, uv, Python, .venv, compiled texts. The second time it only looks.
# usage: scripts/bootstrap.sh [run|test]     "test" adds the packages that only the tests need
#
# SKIP_SYSTEM=1            leave system packages alone
# PYTHON=/path/to/python   use this interpreter; its version must be the one in .python-version
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
here=scripts/bootstrap

# A house whose proxy opens TLS has its certificate in the system's store.
export UV_SYSTEM_CERTS=true

"$here/system.sh" "${1:-run}"

# The environment is as old as its stamp; anything newer among these makes it anew.
stamp=.venv/.made
inputs=(requirements.lock pyproject.toml .python-version "$here"/{python,uv,environment}.sh)
up_to_date() {
  [ -e "$stamp" ] && [ -x .venv/bin/python ] || return 1
  local input
  for input in "${inputs[@]}"; do [ ! "$input" -nt "$stamp" ] || return 1; done
}
if ! up_to_date; then
  python="$("$here/python.sh")"
  "$here/environment.sh" "$python"
  touch "$stamp"
fi

# A moment's work: the texts are always those of this checkout.
.venv/bin/python scripts/compile_texts.py
