#!/usr/bin/env bash
# Sparing's one entry: builds what is out of date and runs a command. See ./submit.sh --help.
#
# SPARK_HOME           if set, its spark-submit runs the commands that need Spark
# SPARING_SPARK_ARGS   further arguments of spark-submit, such as "--master spark://host:7077"
# SPARING_DRIVER_HEAP  largest Java heap of the driver and of learn, 1g by default
set -euo pipefail

caller=$PWD
home=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
export SPARING_HOME=$home
target=$home/target
built=$target/sparing.jar

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# Java reads its arguments and names of files in the locale's charset: beside UTF-8 it would lose letters.
use_utf8() {
  local name
  command -v locale >/dev/null && [ "$(locale charmap 2>/dev/null)" = UTF-8 ] && return
  for name in C.UTF-8 C.utf8 en_US.UTF-8 $(locale -a 2>/dev/null | grep -iE '\.utf-?8$' | head -20); do
    if ! command -v locale >/dev/null || [ "$(LC_ALL=$name locale charmap 2>/dev/null)" = UTF-8 ]; then
      export LC_ALL=$name
      return
    fi
  done
  if printf '%s' "$home$caller$*" | LC_ALL=C grep -q '[^[:print:][:space:]]'; then
    fail "Cannot read letters beyond ASCII: this machine has no UTF-8 locale. Install one, or use ASCII names."
  fi
}

check_java() {
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    java=$JAVA_HOME/bin/java
  else
    java=$(command -v java) || fail "Cannot find Java. Sparing needs a JDK 17 or later." \
      "Install one (Debian and Ubuntu: apt install openjdk-17-jdk) or set JAVA_HOME."
  fi
  local version
  java_properties=$("$java" -XshowSettings:properties -version 2>&1)
  version=$(sed -n 's/^ *java\.specification\.version = \([0-9]*\).*/\1/p' <<<"$java_properties")
  if [ "${version:-0}" -lt 17 ]; then
    fail "Cannot run on Java ${version:-of unknown version} ($java). Sparing needs a JDK 17 or later." \
      "Install one or point JAVA_HOME at it."
  fi
}

check_maven() {
  command -v mvn >/dev/null || fail "Cannot find mvn. Sparing is built with Maven 3.8 or later." \
    "Install it (Debian and Ubuntu: apt install maven)."
  if ! command -v javac >/dev/null && [ ! -x "${JAVA_HOME:-}/bin/javac" ]; then
    fail "Cannot find javac: this Java is a runtime only. Sparing is built with a JDK 17 or later."
  fi
}

stale() {
  [ ! -f "$built" ] || [ ! -f "$target/driver.classpath" ] || [ ! -f "$target/runtime.classpath" ] ||
    [ -n "$(find "$home/pom.xml" "$home/src/main" "$home/data-manifests" "$home/conf" -newer "$built" -print -quit)" ]
}

build() {
  check_maven
  if [ -d "$target/classes" ]; then
    echo "Building Sparing …" >&2
  else
    echo "Building Sparing (the first time on a machine downloads about 800 MB) …" >&2
  fi
  note_commit
  if ! mvn -B -q -f "$home/pom.xml" -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true \
    package >"$target/build.log" 2>&1; then
    grep -E '^\[(ERROR|WARNING)\]' "$target/build.log" | head -40 >&2 || true
    fail "Failed to build Sparing; see $target/build.log"
  fi
  touch "$built"
}

# Notes the commit that is built, and whether files differ from it; nothing where this is no checkout.
note_commit() {
  local commit dirty=false
  mkdir -p "$target/classes"
  commit=$(git -C "$home" rev-parse HEAD 2>/dev/null) || commit=
  if [ -n "$commit" ] && [ "$(git -C "$home" rev-parse --show-toplevel 2>/dev/null)" != "$home" ]; then
    commit= # a checkout of something else that Sparing lies in
  fi
  if [ -n "$commit" ] && [ -n "$(git -C "$home" status --porcelain 2>/dev/null)" ]; then
    dirty=true
  fi
  printf 'commit=%s\ndirty=%s\n' "$commit" "$dirty" >"$target/classes/sparing-build.properties"
}

# Whether a path can stand in a class path and in the lists of jars that Spark takes.
plain() {
  case $1 in
    *[:,!#%?]*) return 1 ;;
  esac
}

# Where the jars lie that run; beside what was built, unless its path cannot be in a class path.
run_folder() {
  local folder
  for folder in "$target/run" "${SPARING_CACHE:-${HOME:-}/.cache/sparing}/run" \
    "${TMPDIR:-/tmp}/sparing-run-$(id -u)"; do
    if [ "${folder#/}" != "$folder" ] && plain "$folder" && mkdir -m 700 -p "$folder" 2>/dev/null &&
      [ -w "$folder" ] && [ -O "$folder" ]; then
      printf '%s' "$folder"
      return
    fi
  done
  fail "Cannot run in $home: its path has one of : , ! # % ?, and no other folder can be written for the jar." \
    "Move Sparing, or set SPARING_CACHE to a folder without them."
}

# What runs is a copy named by its content, so that a later build takes no classes from a running sweep.
publish() {
  local sum folder
  folder=$(run_folder)
  sum=$(cksum <"$built")
  jar=$folder/sparing-${sum%% *}.jar
  if [ ! -f "$jar" ]; then
    find "$folder" -name 'sparing-*.jar' -mtime +30 -delete
    cp "$built" "$jar.$$"
    mv "$jar.$$" "$jar"
  fi
  touch "$jar"
  check_libraries
}

check_libraries() {
  local libraries first
  libraries=$(cat "$target/runtime.classpath")
  first=${libraries%%:*}
  [ -f "$first" ] || fail "Cannot find $first, a library that Sparing was built with." \
    "Delete $target/runtime.classpath to build again; the path of Maven's repository cannot have a colon."
}

# A path as the rest of a file: address.
address() {
  local path=$1
  path=${path//%/%25}
  path=${path// /%20}
  path=${path//#/%23}
  path=${path//\?/%3F}
  printf '%s' "${path//,/%2C}"
}

java_options() {
  grep -v -e '^#' -e '^$' "$home/conf/java-options"
}

# Jars of the driver that are not Spark's: what spark-submit must be told of.
own_jars() {
  comm -12 <(tr ':' '\n' <"$target/driver.classpath" | sort) \
    <(tr ':' '\n' <"$target/runtime.classpath" | sort) | paste -sd, -
}

run_tests() {
  check_java
  check_maven
  cd "$home"
  local log=$target/test.log summary=$target/test.summary code=0
  mkdir -p "$target"
  mvn -B "$@" 2>&1 | tee "$log" || code=$?
  echo
  grep -E '^\[(INFO|WARNING|ERROR)\] Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+ *$' \
    "$log" | tail -1 | sed 's/^\[[A-Z]*\] //' | tee "$summary" || echo "No test ran." | tee "$summary"
  exit "$code"
}

# Kills, ends and pauses processes of a sweep so many times, as the seed says; prints what came of it.
torture() {
  local kills=${1:-50} seed=${2:-} code=0
  [[ $kills =~ ^[1-9][0-9]{0,4}$ ]] || fail "Invalid KILLS: $kills; expected a whole number, 1 to 99999."
  [[ $seed =~ ^[0-9]{0,15}$ ]] || fail "Invalid SEED: $seed; expected a whole number, 0 or more."
  check_java
  check_maven
  if stale; then
    build
  fi
  cd "$home"
  mvn -B -q -Ptorture "-Dsparing.torture.kills=$kills" ${seed:+"-Dsparing.torture.seed=$seed"} test 2>&1 |
    tee "$target/torture.log" || code=$?
  exit "$code"
}

# Runs random files through each reader of weights for so many seconds; what it found is kept in target/fuzz.
fuzz_readers() {
  local seconds=${1:-600} reader classes inputs=src/test/resources/io/sparing/weights/WeightsFuzzTestInputs
  check_java
  check_maven
  cd "$home"
  mkdir -p "$target"
  mvn -B -q -Dspotless.check.skip=true test-compile dependency:build-classpath \
    -Dmdep.includeScope=test "-Dmdep.outputFile=$target/test.classpath"
  classes=$target/classes:$target/test-classes:$(cat "$target/test.classpath")
  for reader in safetensors gguf onnx; do
    mkdir -p "$target/fuzz/$reader"
    echo "Fuzzing $reader for $seconds s …"
    if ! "$java" -Xmx600m -cp "$classes" com.code_intelligence.jazzer.Jazzer \
      --target_class=io.sparing.weights.WeightsFuzzTest "--target_method=$reader" \
      '--instrumentation_includes=io.sparing.weights.**:com.google.gson.**' \
      "--reproducer_path=$target/fuzz" "-artifact_prefix=$target/fuzz/$reader-" \
      "-max_total_time=$seconds" -print_final_stats=1 \
      "$target/fuzz/$reader" "$inputs/$reader" >"$target/fuzz/$reader.log" 2>&1; then
      tail -40 "$target/fuzz/$reader.log" >&2
      fail "Failed to read what the fuzzer made for $reader; see $target/fuzz"
    fi
    grep -a '^Done' "$target/fuzz/$reader.log"
  done
}

prepare() {
  check_java
  if stale; then
    build
  fi
  publish
  logs=$home/results/logs
  if ! mkdir -p "$logs" 2>/dev/null || [ ! -w "$logs" ]; then
    logs=${TMPDIR:-/tmp}/sparing-logs-$(id -u)
    mkdir -p "$logs"
  fi
  log=$logs/$1-$(date -u +%Y%m%d-%H%M%S)-$$.log
  workers=$jar:$(cat "$target/runtime.classpath")
  properties=("-Dsparing.home=$home" "-Dsparing.log=$log" -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8
    -Dstderr.encoding=UTF-8 -Duser.language=en -Duser.country= -Duser.script= -Duser.variant= -Duser.extensions= -Djava.awt.headless=true
    -Dai.djl.offline=true -DOPT_OUT_TRACKING=true)
  if [ -t 1 ]; then
    properties+=(-Dsparing.terminal=true)
  fi
  cd "$caller"
}

# A size as Java takes it: a letter alone is binary, as Java has it, and GB is 10^9 bytes.
heap_size() {
  local lower=${1,,} power=1
  if [[ ! $lower =~ ^([1-9][0-9]{0,8})([kmgt])(i?b)?$ ]]; then
    fail "Invalid SPARING_DRIVER_HEAP: $1; expected a size such as 512m, 2g or 2GB, whole numbers only."
  fi
  case ${BASH_REMATCH[2]} in
    m) power=2 ;;
    g) power=3 ;;
    t) power=4 ;;
  esac
  if [ "${BASH_REMATCH[3]}" = b ]; then
    printf '%s' $((BASH_REMATCH[1] * 1000 ** power))
  else
    printf '%s' $((BASH_REMATCH[1] * 1024 ** power))
  fi
}

run_plain() {
  prepare plain
  local heap=() bytes compiler=(-XX:TieredStopAtLevel=1)
  case " $* " in
    " recommend "*" --data"* | " data describe "*) compiler=() ;; # many rows are worth the better compiler
  esac
  if [ "${1:-}" = learn ]; then
    bytes=$(heap_size "${SPARING_DRIVER_HEAP:-1g}")
    heap=("-Xmx$bytes")
  fi
  exec "$java" ${heap[@]+"${heap[@]}"} -XX:+UseSerialGC ${compiler[@]+"${compiler[@]}"} -Xshare:auto "${properties[@]}" \
    -cp "$workers" io.sparing.cli.Main "$@"
}

# Everything temporary of this process lies in one folder, and is known to be its: exec keeps the process's id.
# Its process deletes it at its end, or the next one does (spark/ProcessFolder).
own_temporary_files() {
  local folder
  folder=$(mktemp -d "${TMPDIR:-/tmp}/sparing-$$-XXXXXXXX" 2>/dev/null) ||
    fail "Cannot make a folder for temporary files in ${TMPDIR:-/tmp}; set TMPDIR to a folder that can be written."
  properties+=("-Djava.io.tmpdir=$folder")
}

# Where the JVM keeps the classes of Spark as it loaded them, for this Java and these jars.
class_archive() {
  local sum
  sum=$({ grep -E '^ *java\.(home|vm\.name|vm\.version) =' <<<"$java_properties"; cat "$target/driver.classpath"; } | cksum)
  printf '%s/spark-%s.jsa' "${jar%/*}" "${sum%% *}"
}

# Runs sql with the kept classes, which halves what it costs; the first answer of all keeps them. Sparing's own jar is
# not in the class path, so that they hold for the next build too: spark-submit loads it.
run_sql() {
  local archive code=0 command=("$java" "-Xmx$1" -Xlog:disable)
  shift
  archive=$(class_archive)
  if [ -f "$archive" ]; then
    touch "$archive" 2>/dev/null || true
    exec "${command[@]}" "-XX:SharedArchiveFile=$archive" "$@"
  fi
  find "${archive%/*}" -name 'spark-*.jsa*' -mtime +30 -delete
  echo "Keeping Spark's classes, so that later queries start faster; this first one takes about a minute, once …" >&2
  "${command[@]}" "-XX:ArchiveClassesAtExit=$archive.$$" "$@" || code=$?
  if [ "$code" = 0 ]; then
    mv -f "$archive.$$" "$archive" 2>/dev/null || true
  else
    rm -f "$archive.$$"
  fi
  exit "$code"
}

run_spark() {
  prepare driver
  own_temporary_files
  local heap extra=() submit
  heap=$(heap_size "${SPARING_DRIVER_HEAP:-1g}")
  read -r -a extra <<<"${SPARING_SPARK_ARGS:-}" || true
  if [[ " ${extra[*]:-} " != *" --master "* ]]; then
    export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
  fi
  properties+=("-Dlog4j2.configurationFile=file:$(address "$home")/conf/log4j2.properties")
  submit=(--class io.sparing.cli.Main --conf "spark.sparing.worker.classpath=$workers")
  if [ -n "${SPARK_HOME:-}" ]; then
    [ -x "$SPARK_HOME/bin/spark-submit" ] ||
      fail "Cannot run $SPARK_HOME/bin/spark-submit; set SPARK_HOME to a Spark 4 folder or unset it."
    local quoted
    quoted=$(printf '"%s" ' "${properties[@]}")
    JAVA_HOME=${JAVA_HOME:-$(sed -n 's/^ *java\.home = //p' <<<"$java_properties")} \
      exec "$SPARK_HOME/bin/spark-submit" "${submit[@]}" --driver-memory "${heap}b" --jars "$(own_jars)" \
      --driver-java-options "$quoted" ${extra[@]+"${extra[@]}"} "$jar" "$@" \
      2> >(grep --line-buffered -v 'WARNING: Using incubator modules' >&2)
  fi
  local options
  mapfile -t options < <(java_options)
  options+=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 "${properties[@]}")
  local libraries
  libraries=$(cat "$target/driver.classpath")
  submit=(org.apache.spark.deploy.SparkSubmit "${submit[@]}" ${extra[@]+"${extra[@]}"} "$jar" "$@")
  if [ "$1" = sql ]; then
    run_sql "$heap" "${options[@]}" -cp "$libraries" "${submit[@]}"
  fi
  exec "$java" "-Xmx$heap" "${options[@]}" -cp "$jar:$libraries" "${submit[@]}"
}

needs_spark() {
  local argument
  case ${1:-} in
    recommend)
      for argument in "$@"; do
        if [ "$argument" = --decide ]; then
          return 0
        fi
      done
      return 1
      ;;
    results)
      [ "${2:-}" = repair ] || return 1
      ;;
    quickstart | sweep | sql | calibrate) ;;
    *) return 1 ;;
  esac
  for argument in "$@"; do
    case $argument in
      --help | -h | --dry-run | --grade) return 1 ;;
    esac
  done
}

use_utf8 "$@"

case ${1:-} in
  test) shift; run_tests "$@" test ;;
  test-slow) shift; run_tests "$@" -Pslow test ;;
  bench) shift; run_tests "$@" -Pbench test ;;
  fuzz) shift; fuzz_readers "$@" ;;
  torture) shift; torture "$@" ;;
  build) check_java; build ;;
  *) if needs_spark "$@"; then run_spark "$@"; else run_plain "$@"; fi ;;
esac
