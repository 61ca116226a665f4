#!/usr/bin/env bash
# Everything that has to be right: format, lint, types, tests with real encoders and a real browser.
#   scripts/test          all of it: what needs a browser, and beside it what does not
#   scripts/test quick    without browser and without long encodes
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/setup.sh
prepare test
part=${1:-all}
[ $# -gt 0 ] && shift
select=()
if [ "$part" = quick ]; then
    select=(-m "not browser and not slow")
else
    WEBDOC_CHROMIUM=$(prepare_browser)
    export WEBDOC_CHROMIUM
fi
if [ "$part" = quick ] || [ $# -gt 0 ]; then
    exec .venv/bin/pytest "${select[@]}" "$@"
fi
# A browser waits more than it works, so that the encoders have their core beside it; it goes first where both want one.
beside=$(mktemp)
nice -n 5 .venv/bin/pytest --co -q --ignore=tests/browser >"$beside" 2>&1 &
other=$!
trap 'kill "$other" 2>/dev/null || true; rm -f "$beside"' EXIT
failed=0
.venv/bin/pytest --co -q tests/browser || failed=$?
wait "$other" || failed=$?
cat "$beside"
exit "$failed"
