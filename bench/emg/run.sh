#!/usr/bin/env bash
# Ten minutes and an hour of sixteen channels at 2 kHz: the program and a Python pipeline, one after the other, with what the machine itself can do.
# Needs Debian's python3-mne, python3-scipy and time. Folder for the recordings: $1, else a temporary one.
set -euo pipefail
root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
here=${1:-$(mktemp -d)}
mkdir -p "$here"
python=${PYTHON:-/usr/bin/python3}
runs=${RUNS:-5}

"$root/collum" --version > /dev/null
dotnet build -c Release "$root/bench" -p:RunAnalyzers=false -v quiet -nodeReuse:false > /dev/null
bench=$root/bench/bin/Release/net10.0/Collum.Bench.dll
program=$root/.build/app/Collum.App

# Best of several: wall s, CPU s, largest memory MiB.
best() {
  local i
  for ((i = 0; i < $1; i++)); do
    /usr/bin/time -f "%e %U %S %M" "${@:2}" 2>&1 > /dev/null | tail -1
  done | awk '{ c = $2 + $3; m = $4 / 1024; if (NR == 1 || $1 < w) w = $1; if (NR == 1 || c < k) k = c; if (m > p) p = m } END { printf "%.2f s wall, %.2f s CPU, %.0f MiB\n", w, k, p }'
}

echo "$(nproc) processors, load $(cut -d' ' -f1 /proc/loadavg)"
for minutes in 10 60; do
  file=$here/$minutes.edf
  [ -f "$file" ] || dotnet "$bench" emg make $((minutes * 60)) "$file"
  cat "$file" > /dev/null
  echo
  echo "$minutes minutes, $(($(stat -c %s "$file") / 1000000)) MB"
  echo "collum emg rank   $(best "$runs" "$program" emg rank "$file" --json)"
  echo "Python pipeline   $(best 2 "$python" "$root/bench/emg/peer.py" "$file" "$here/$minutes.peer.json")"
  echo "read the file     $(best 3 cat "$file")"
  "$python" - "$file" << 'PY'
import sys, time
data = open(sys.argv[1], "rb").read()
best = 1e9
for _ in range(3):
    t = time.perf_counter(); copy = bytearray(data); best = min(best, time.perf_counter() - t)
print(f"copy it in memory {best:.3f} s")
PY
  "$program" emg rank "$file" --json > "$here/$minutes.json"
  "$python" "$root/bench/emg/compare.py" "$here/$minutes.json" "$here/$minutes.peer.json" "$here/$minutes.truth.json"
  if [ "$minutes" = 10 ]; then
    echo "with heart beats left in and the same hum taken out:"
    "$program" emg rank "$file" --json --ecg none > "$here/$minutes.none.json"
    "$python" "$root/bench/emg/peer.py" "$file" "$here/$minutes.like.json" --like "$here/$minutes.none.json"
    "$python" "$root/bench/emg/compare.py" "$here/$minutes.none.json" "$here/$minutes.like.json"
  fi
done
