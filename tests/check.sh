#!/usr/bin/env bash
# What must hold before every commit; seconds when caches are warm.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
step() { local begin=$SECONDS; "${@:2}"; printf '%-28s ok, %d s\n' "$1" $((SECONDS - begin)); }
quiet() { local out; out=$("$@" 2>&1) || { printf '%s\n' "$out"; return 1; }; }

no_outputs() {
  "$bin/python" - <<'PY'
import json, pathlib, sys
bad = [p for p in sorted(pathlib.Path("notebooks").glob("*.ipynb"))
       if any(c.get("outputs") or c.get("execution_count") for c in json.loads(p.read_text("utf-8"))["cells"])]
sys.exit("stored with outputs: " + ", ".join(map(str, bad)) if bad else 0)
PY
}
no_hosts() {
  ! grep -nEi 'https?://|--(extra-)?index-url|--find-links|file:' requirements*.lock
}
chinese() {
  local found
  found=$("$bin/python" - <<'PY'
import pathlib, sys, yaml
import autocorrect_py as autocorrect
bad = []
def walk(path, value, key=""):
    if isinstance(value, dict):
        for k, v in value.items(): walk(path, v, k)
    elif isinstance(value, list):
        for v in value: walk(path, v)
    elif key == "zh" and isinstance(value, str) and autocorrect.format(value) != value:
        bad.append(f"{path}: {value}\n   -> {autocorrect.format(value)}")
for folder in ("data", "docs/templates", "handbook"):
    for path in sorted(pathlib.Path(folder).rglob("*.yaml")):
        walk(path, yaml.load(path.read_text("utf-8"), yaml.CSafeLoader))
print("\n".join(bad)); sys.exit(bool(bad))
PY
) || { printf '%s\n' "$found"; return 1; }
}

step "ruff" quiet "$bin/ruff" check .
step "ruff format" quiet "$bin/ruff" format --check .
step "mypy" quiet "$bin/mypy"
step "import layers" quiet "$bin/lint-imports"
step "notebooks without outputs" no_outputs
step "locks without hosts" no_hosts
step "Chinese punctuation" chinese
step "data" quiet "$bin/handbook" check
