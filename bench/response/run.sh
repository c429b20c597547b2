#!/usr/bin/env bash
# The reference model of docs/methods/response.md, sampled by Stan and by this program, one after the other: same data, 4 chains of 1000 + 1000, one core each; compile time is not counted.
# Prints both and the ratio of effective draws per second of the worst parameter. Needs Debian's r-base-core, r-cran-rstan and r-cran-bh. Seed: $1, else 1.
set -euo pipefail
root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
seed=${1:-1}

if ! command -v Rscript > /dev/null || ! Rscript -e 'quit(status = !requireNamespace("rstan", quietly = TRUE))' > /dev/null 2>&1; then
  echo "bench/response/run.sh: Stan is not here; apt-get install r-base-core r-cran-rstan r-cran-bh" >&2
  exit 3
fi

here=$(mktemp -d)
trap 'rm -r "$here"' EXIT
dotnet build -c Release "$root/bench" -p:RunAnalyzers=false -v quiet -nodeReuse:false > /dev/null

echo "$(nproc) processors, load $(cut -d' ' -f1 /proc/loadavg); seed $seed"
echo
echo "Stan $(Rscript -e 'cat(as.character(packageVersion("rstan")))' 2> /dev/null)"
Rscript "$root/bench/response/reference.R" "$root/data/trials/cdystonia.csv" 4 1000 1000 "$seed" 1 2> "$here/errors" | tee "$here/stan" || { tail -5 "$here/errors" >&2; exit 3; }
echo
echo "This program"
dotnet "$root/bench/bin/Release/net10.0/Collum.Bench.dll" response-speed "$seed" | tee "$here/ours"
echo

# The words are all of the line but its last field.
rate() { awk -v w="$2" '{ v = $NF; sub(" [^ ]*$", ""); if ($0 == w) print v }' "$here/$1"; }
for words in "effective draws per second" "effective draws per second of processor"; do
  stan=$(rate stan "$words")
  ours=$(rate ours "$words")
  awk -v a="$ours" -v b="$stan" -v w="$words" 'BEGIN { printf "%s, worst parameter: %.2f to %.2f, %.0f times as many\n", w, a, b, a / b }'
done
