#!/usr/bin/env bash
# Makes .venv exactly what requirements.lock says, by hash, and puts `clerk-app` into it. usage: environment.sh PYTHON
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/say.sh"

python="$1"
uv="$("$(dirname "${BASH_SOURCE[0]}")/uv.sh" "$python")"

# uv does not read pip's settings. A house with a mirror names it in either; hashes guard what comes from it.
pip_setting() { "$python" -m pip config get "global.$1" 2>/dev/null || true; }
if [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
  index="${PIP_INDEX_URL:-$(pip_setting index-url)}"
  if [ -n "$index" ]; then export UV_DEFAULT_INDEX="$index"; fi
fi
certificates="${PIP_CERT:-$(pip_setting cert)}"
if [ -z "${SSL_CERT_FILE:-}" ] && [ -n "$certificates" ]; then export SSL_CERT_FILE="$certificates"; fi

same_python() { .venv/bin/python -c 'import os, sys; sys.exit(os.path.realpath(sys.executable) != sys.argv[1])' "$1"; }
if ! same_python "$python" 2>/dev/null; then
  "$uv" venv --quiet --clear --no-python-downloads --python "$python" .venv
fi

say "environment: .venv from requirements.lock"
if ! "$uv" pip sync --quiet --require-hashes --python .venv/bin/python requirements.lock; then
  say "uv could not; trying pip"
  "$python" -m pip --python .venv/bin/python install --quiet --disable-pip-version-check --require-hashes \
    -r requirements.lock >&2
fi

# Editable, so that the checkout is what runs; by path, since an import hook would cost every start 10 ms.
# Nothing is fetched: setuptools comes with the lock.
"$uv" pip install --quiet --offline --no-deps --no-build-isolation --config-settings editable_mode=compat \
  --python .venv/bin/python --editable .
