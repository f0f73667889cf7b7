#!/usr/bin/env bash
# Runs a small sweep that a real MLflow server tracks, and looks through MLflow's own client at what arrived; then one during
# which the server is away. Needs python3 with venv, and a registry of Python packages.
#
#   check.sh                       makes a virtual environment with MLflow in a temporary folder
#   MLFLOW_VENV=FOLDER check.sh    takes that one, making it if it is not there
#   SPARING=COMMAND check.sh       runs COMMAND in place of ./submit.sh
set -euo pipefail
cd "$(dirname "$0")/../../.."
here=src/test/mlflow
work=$(mktemp -d "${TMPDIR:-/tmp}/sparing-mlflow-XXXXXX")
venv=${MLFLOW_VENV:-$work/venv}
sparing=${SPARING:-./submit.sh}
server=

stop() {
  if [ -n "$server" ]; then
    kill -- "-$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
  fi
}

finish() {
  local code=$?
  stop
  if [ "$code" = 0 ]; then
    rm -rf "$work"
  else
    echo "Failed; the server's log and the results are in $work" >&2
  fi
}
trap finish EXIT

# The server is the leader of a process group of its own, so that it ends with all that it started.
start() {
  setsid "$venv/bin/mlflow" server --host 127.0.0.1 --port "$port" --workers 1 \
    --backend-store-uri "sqlite:///$work/mlflow.db" --artifacts-destination "$work/artifacts" \
    >>"$work/server.log" 2>&1 &
  server=$!
  local tries
  for tries in $(seq 120); do
    if "$venv/bin/python" -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$port/health', timeout=2)" 2>/dev/null; then
      return
    fi
    sleep 1
  done
  echo "Failed to start MLflow within $tries tries" >&2
  return 1
}

look() {
  "$venv/bin/python" "$here/check.py" "http://127.0.0.1:$port" "$work/results" "$@"
}

if [ ! -x "$venv/bin/mlflow" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q mlflow
fi
port=$("$venv/bin/python" -c "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])")
address=http://127.0.0.1:$port
cp "$here/tracked.yaml" "$work/tracked.yaml"

start
"$venv/bin/mlflow" --version
$sparing sweep "$work/tracked.yaml" --results "$work/results" --timeout 5m --save huggingface \
  --track mlflow --track-address "$address"
look tracked 2

echo "The same again: nothing is sent twice."
$sparing sweep "$work/tracked.yaml" --results "$work/results" --track mlflow --track-address "$address"
$sparing track "$work/results/tracked" --address "$address"
look tracked 2

echo "The server goes away: the sweep goes on, and what is missing is sent later."
stop
$sparing sweep "$work/tracked.yaml" --set name=away --set lora_rank=2 --results "$work/results" --timeout 5m \
  --track mlflow --track-address "$address" | tee "$work/away.log"
grep -q "MLflow lacks 1 of 1 trials" "$work/away.log"
start
$sparing track "$work/results/away" --address "$address"
look away 1
echo "MLflow has all that the sweeps measured."
