#!/bin/bash
# What the agent costs a JVM that starts: pairs of starts without and with it, one after the other, so that whatever
# else the machine does meets both. Prints the median of the pairs' ratios and their range.
#
#   JAVA_HOME=/usr/lib/jvm/java-25 it/benchmarks/startup.sh [rounds, 15]
#
# Needs a built project (mvn -q -DskipTests package) and Linux, as it reads /proc. A program is ready when it prints
# its ready line; wall time, processor time and peak memory are those of that moment, and then it is killed.
set -euo pipefail
cd "$(dirname "$0")/../.."

java="${JAVA_HOME:?says which JDK to measure}/bin/java"
rounds=${1:-15}
agent=-javaagent:agent/target/asyncz-agent.jar=port=0
classes=it/benchmarks/target/benchmarks.jar
ticks=$(getconf CLK_TCK)
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# start READY JAVA-ARGUMENTS…: wall ms, cpu ms and peak KiB until the ready line
start() {
    local ready=$1 line began=${EPOCHREALTIME//[.,]/} ended stat
    shift
    coproc APP { exec "$java" "$@" 2>&1; }
    local pid=$APP_PID output=${APP[0]}
    while read -r line <&"$output" && [[ $line != *"$ready"* ]]; do :; done
    ended=${EPOCHREALTIME//[.,]/}
    [[ $line == *"$ready"* ]] || { echo "no '$ready' from: $java $*" >&2; exit 1; }
    read -ra stat < "/proc/$pid/stat"
    echo "$(((ended - began) / 1000)) $(((stat[13] + stat[14]) * 1000 / ticks)) $(awk '/VmHWM/ {print $2}' "/proc/$pid/status")"
    kill -9 "$pid"
    wait "$pid" 2> /dev/null || true
}

# premain JAVA-ARGUMENTS…: ms from the agent's first class to the launcher's, as the class loading log has them
premain() {
    start "$1" "$agent" "-Xlog:class+load:file=$log:uptimenanos" "${@:2}" > /dev/null
    awk -F'[][n]' '/ dev.asyncz.premain.AsynczAgent /{a = $2} / sun.launcher.LauncherHelper /{print ($2 - a) / 1e6; exit}' "$log"
}

# spread FORMAT: median (min–max) of the numbers on standard input
spread() {
    sort -n | awk -v f="$1" '{v[NR] = $1} END {
        m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
        printf f " (" f "–" f ")", m, v[1], v[NR]}'
}

# pair NAME READY JAVA-ARGUMENTS…
pair() {
    local name=$1 pairs=""
    shift
    for ((i = 0; i < rounds; i++)); do
        pairs+="$(start "$@") $(start "$1" "$agent" "${@:2}") $(premain "$@")"$'\n'
    done
    column() { awk "NF {print $1}" <<< "$pairs" | spread "$2"; }
    echo "| $name | $(column '$1' %.0f) | $(column '$4/$1' %.2f) | $(column '$2' %.0f) | $(column '$5/$2' %.2f) |" \
        "$(column '$3/1024' %.0f) | $(column '($6-$3)/1024' %.0f) | $(column '$7' %.0f) |"
}

"$java" -version 2>&1 | sed -n 3p
echo "| to ready, $rounds pairs, median (min–max) | wall ms | wall × | cpu ms | cpu × | peak MiB | + MiB | premain ms |"
echo "|---|---|---|---|---|---|---|---|"
pair "prints one line" ready -cp "$classes" dev.asyncz.benchmarks.startup.PrintsOneLine
pair "Log4j, ScheduledThreadPoolExecutor" ready -cp "$classes" dev.asyncz.benchmarks.startup.LogsOneLine
pair "Spring Boot, Log4j, Quartz" "Started ShopApplication" -jar it/sample/target/shop.jar
