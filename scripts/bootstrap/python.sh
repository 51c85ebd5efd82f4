#!/usr/bin/env bash
# Prints the path of a Python 3.13: the one asked for, PATH's, pyenv's, uv's own, or one that uv may fetch.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/say.sh"

version="$(cat .python-version)"

# A version manager's shim answers to the name and then fails: believe only what runs.
# Prints the real path, so that the environment outlives a change of shims.
real_path() {
  "$1" -c '
import os, sys
wanted = sys.argv[1]
assert "%d.%d" % sys.version_info[:2] == wanted
print(os.path.realpath(sys.executable))
' "$version" 2>/dev/null
}

candidates=("${PYTHON:-}" "python$version" "$HOME/.pyenv/versions/$version"*/bin/python3 python3)
if [ -n "${PYENV_ROOT:-}" ]; then candidates+=("$PYENV_ROOT/versions/$version"*/bin/python3); fi
for candidate in "${candidates[@]}"; do
  if [ -n "$candidate" ] && real_path "$candidate"; then exit 0; fi
done

uv="$("$(dirname "${BASH_SOURCE[0]}")/uv.sh")"
if "$uv" python find --no-python-downloads --managed-python "$version" 2>/dev/null; then exit 0; fi
say "Python $version: not here, fetching it with uv"
if "$uv" python install "$version" >&2; then
  "$uv" python find --no-python-downloads --managed-python "$version"
  exit 0
fi
stop "Python $version is not on this machine and could not be fetched from here. Where there is a line, fetch it;
or name one that you have: PYTHON=/path/to/python$version make run" "$uv python install $version"
