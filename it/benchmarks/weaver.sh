#!/bin/bash
# What the agent's own weaver saves a JVM that starts, against ByteBuddy's Advice for the same hooks: JVMs in turn, each
# of which weaves the hooked classes of the JDK and of Log4j once. Prints medians (lowest–highest).
#
#   JAVA_HOME=/usr/lib/jvm/java-25 it/benchmarks/weaver.sh [rounds, 15]
#
# Needs compiled tests (mvn -q -Dquick -pl agent -am test -Dtest=WeaverTest) and Linux, as the program reads /proc.
set -euo pipefail
cd "$(dirname "$0")/../.."

java="${JAVA_HOME:?says which JDK to measure}/bin/java"
rounds=${1:-15}
# The class path of the tests, as they have written it down.
classes=$(sed -n 's/.*name="surefire.test.class.path" value="\([^"]*\)".*/\1/p' \
    agent/target/surefire-reports/TEST-dev.asyncz.agent.weaving.WeaverTest.xml)

# spread COLUMN: median (lowest–highest) of a column on standard input
spread() {
    awk -v c="$1" '{print $c}' | sort -n | awk '{v[NR] = $1} END {
        m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
        printf "%.0f (%.0f–%.0f)", m, v[1], v[NR]}'
}

declare -A lines=([nothing]="" [own]="" [bytebuddy]="")
for ((i = 0; i < rounds; i++)); do
    for by in nothing own bytebuddy; do
        lines[$by]+="$("$java" -Xshare:auto -cp "$classes" dev.asyncz.agent.weaving.WeavingCost "$by")"$'\n'
    done
done

"$java" -version 2>&1 | sed -n 3p
echo "| $rounds JVMs each, $(awk 'NR == 1 {print $5}' <<< "${lines[own]}") classes | first ms | all ms | classes loaded | peak MiB |"
echo "|---|---|---|---|---|"
for by in nothing own bytebuddy; do
    column() { printf '%s' "${lines[$by]}" | spread "$1"; }
    echo "| $by | $(column 1) | $(column 2) | $(column 3) | $(column 4) |"
done
