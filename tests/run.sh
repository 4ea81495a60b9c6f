#!/usr/bin/env bash
# Every test, group by group, with the time of each.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=()
group() {
  local name=$1 begin=$SECONDS; shift
  echo "== $name"
  "$@" || failed+=("$name")
  printf '== %s: %d s\n\n' "$name" $((SECONDS - begin))
}
begin=$SECONDS
group "data, scoring, pages" "$bin/python" -m pytest -q -m "not build and not site and not browser"
group "the site itself" "$bin/handbook" build
group "builds and notebooks" "$bin/python" -m pytest -q -m build
group "site and browser" "$bin/python" -m pytest -q -m "site or browser"
printf '== all: %d s\n' $((SECONDS - begin))
if [ ${#failed[@]} -gt 0 ]; then
  printf 'failed: %s\n' "${failed[*]}"
  exit 1
fi
