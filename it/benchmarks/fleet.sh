#!/bin/bash
# What a fleet's PostgreSQL or Redis answers how fast, as a table: lines of 20 nodes and 50 tasks, over a week.
#
#   JAVA_HOME=/usr/lib/jvm/java-25 it/benchmarks/fleet.sh [lines, 1000000] [minutes for indexes, 10]
#   JAVA_HOME=/usr/lib/jvm/java-25 it/benchmarks/fleet.sh redis [lines, 1000000]
#
# Needs a built project (mvn -q -DskipTests package). Ten millions of lines take some 6 GB of disk, or of memory.
set -euo pipefail
cd "$(dirname "$0")/../.."
table=FleetTable
if [ "${1:-}" = redis ]; then
    table=FleetRedis
    shift
fi
exec "${JAVA_HOME:?says which JDK to measure}/bin/java" -cp it/benchmarks/target/benchmarks.jar \
    "dev.asyncz.benchmarks.$table" "${1:-1000000}" "${2:-10}"
