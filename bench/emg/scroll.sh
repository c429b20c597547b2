#!/usr/bin/env bash
# Scrolls and zooms an hour of sixteen channels in Chromium and says how long frames take; with --write the figures go into docs/methods/emg.md.
# Needs /usr/bin/chromium, and Playwright as the tests bring it (dotnet build tests/Collum.App.Tests). Recording: $1, else one is made.
set -euo pipefail
root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
write=
[ "${1:-}" = --write ] && write=1 && shift
here=$(mktemp -d)
playwright=$(ls -d "$root"/tests/Collum.App.Tests/bin/*/net10.0/.playwright/package 2> /dev/null | head -1)
[ -n "$playwright" ] || { echo "Build the tests first: dotnet build tests/Collum.App.Tests" >&2; exit 3; }
file=${1:-$here/60.edf}
if [ ! -f "$file" ]; then
  dotnet build -c Release "$root/bench" -p:RunAnalyzers=false -v quiet -nodeReuse:false > /dev/null
  dotnet "$root/bench/bin/Release/net10.0/Collum.Bench.dll" emg make 3600 "$file"
fi

"$root/collum" --version > /dev/null
"$root/.build/app/Collum.App" demo --urls http://localhost:0 > "$here/served" 2>&1 &
served=$!
trap 'kill $served 2> /dev/null; wait $served 2> /dev/null || true; rm -rf "$here"' EXIT
for _ in $(seq 300); do grep -q Listening "$here/served" && break; sleep 0.2; done
node "$root/bench/emg/scroll.js" "$playwright" "$(grep -o 'http://[^ ]*' "$here/served" | head -1)" "$file" | tee "$here/figures"
[ -z "$write" ] || python3 - "$root/docs/methods/emg.md" "$here/figures" << 'PY'
import sys
page, figures = open(sys.argv[1]).read(), open(sys.argv[2]).read().strip()
first, last = "<!-- scroll -->\n", "<!-- /scroll -->"
before, rest = page.split(first)
open(sys.argv[1], "w").write(before + first + "```\n" + figures + "\n```\n" + last + rest.split(last)[1])
PY
