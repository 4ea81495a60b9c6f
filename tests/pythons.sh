#!/usr/bin/env bash
# The fast tests on every other Python from 3.11 up that this machine has.
set -euo pipefail
cd "$(dirname "$0")/.."
own=$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')
for minor in 11 12 13 14; do
  version=3.$minor
  [ "$version" = "$own" ] && continue
  python=$(compgen -c "python$version" | head -n 1 || true)
  [ -n "$python" ] && "$python" -c '' 2>/dev/null || python=$(ls -d "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$version".*/bin/python 2>/dev/null | tail -n 1 || true)
  [ -n "$python" ] && "$python" -c 'import venv, ensurepip' 2>/dev/null || { echo "== Python $version: not here"; continue; }
  begin=$SECONDS
  env=.venv-$version
  [ -x "$env/bin/python" ] || "$python" -m venv "$env"
  if [ "$env/.test" -ot requirements-test.lock ]; then
    "$env/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
    "$env/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    touch "$env/.test"
  fi
  "$env/bin/python" -m pytest -q -p no:cacheprovider -m "not build and not site and not browser"
  printf '== Python %s: %d s\n' "$version" $((SECONDS - begin))
done
