#!/usr/bin/env bash
# Renew the lock files: hashes, no host. uv is installed for the purpose into build/.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x build/uv/bin/uv ] || { python3 -m venv build/uv && build/uv/bin/python -m pip install --quiet uv; }
compile() {
  build/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header "$@" pyproject.toml
}
compile -o requirements.lock
compile --extra test -c requirements.lock -o requirements-test.lock
compile --extra lab -c requirements.lock -o requirements-lab.lock
compile --extra peers -c requirements.lock -o requirements-peers.lock
