#!/usr/bin/env bash
# Makes a bare checkout ready: system packages, uv, Python 3.13, .venv, compiled texts.
# usage: scripts/bootstrap.sh [run|test]     "test" adds what only the tests need
#
# SKIP_SYSTEM=1          leave system packages alone
# PYTHON=/path/python3.13  use this interpreter
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

purpose="${1:-run}"
here=scripts/bootstrap
stamp=".venv/.ready-for-$purpose"

# What the result depends on; when none of it is newer than the stamp there is nothing to do.
inputs=(requirements.lock pyproject.toml .python-version scripts/bootstrap.sh "$here"/*)
ready() {
  [ -x .venv/bin/python ] && [ -x .venv/bin/clerk-app ] && [ -e "$stamp" ] || return 1
  local input
  for input in "${inputs[@]}"; do [ ! "$input" -nt "$stamp" ] || return 1; done
}

if ! ready; then
  "$here/system.sh" "$purpose"
  python="$("$here/python.sh")"
  "$here/environment.sh" "$python"
  touch "$stamp"
fi

# Texts change more often than the environment; the compiler itself skips what is up to date.
if [ -e scripts/compile_texts.py ]; then .venv/bin/python scripts/compile_texts.py; fi
