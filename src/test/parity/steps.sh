#!/usr/bin/env bash
# Times optimizer steps of Sparing and Hugging Face in turn and prints the ratio of their medians.
#   steps.sh DEVICE STEPS ROUNDS CASE…     for example: steps.sh cpu 6 3 full:fp32:6x384:32x64 lora:fp32:6x384:32x64
# JAVA        the java to use (default: java)
# CLASSPATH   Sparing's classes, its test classes and their jars
# PYTHON      a python with torch, transformers and peft (default: python3)
# RAW         a file to keep the times in; those that it has from earlier runs count, too (default: none)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
device=$1 steps=$2 rounds=$3
shift 3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
lines=${RAW:-$scratch/lines}
said=$scratch/said

# Runs a peer on a case and keeps its line of numbers. What else it says is shown only if it fails.
time_case() {
  local peer=$1 case=$2
  shift 2
  if ! "$@" "$device" "$steps" "$case" 2>"$said" | grep '^{' >>"$lines"; then
    cat "$said" >&2
    echo "Failed to time $peer on $case" >&2
    exit 1
  fi
}

for ((round = 0; round < rounds; round++)); do
  # A process a case and peer: how fast one is hangs on where the host puts it.
  for case in "$@"; do
    if [[ $case != *:pure ]]; then
      time_case Sparing "$case" "${JAVA:-java}" -cp "$CLASSPATH" io.sparing.train.StepBench
    fi
    # The libraries that Sparing's libtorch needs are not Python's.
    time_case "Hugging Face" "$case" env -u LD_LIBRARY_PATH "${PYTHON:-python3}" "$here/steps.py"
  done
done
"${PYTHON:-python3}" - "$lines" <<'PYTHON'
import json, statistics, sys
runs = {}
for line in open(sys.argv[1]):
    run = json.loads(line)
    runs.setdefault(run["case"], {}).setdefault(run["peer"], []).extend(run["millis"])
print(f"{'case':32} {'Sparing ms':>22} {'Hugging Face ms':>22} {'ratio':>6}")
def show(values):
    quarters = statistics.quantiles(values, n=4)
    return f"{statistics.median(values):.2f} ({quarters[0]:.2f}–{quarters[2]:.2f})"
for case, peers in runs.items():
    if case.endswith(":pure"):
        continue
    for other in (case, case + ":pure"):
        if "huggingface" in runs.get(other, {}):
            ours, theirs = peers["sparing"], runs[other]["huggingface"]
            ratio = statistics.median(ours) / statistics.median(theirs)
            print(f"{other:32} {show(ours):>22} {show(theirs):>22} {ratio:6.2f}")
PYTHON
