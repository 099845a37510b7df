#!/bin/bash
# What a fleet's PostgreSQL answers how fast, as a table: lines of 20 nodes and 50 tasks, over a week.
#
#   JAVA_HOME=/usr/lib/jvm/java-25 it/benchmarks/fleet.sh [lines, 1000000] [minutes for indexes, 10]
#
# Needs a built project (mvn -q -DskipTests package). Ten millions of lines take some 6 GB of disk.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec "${JAVA_HOME:?says which JDK to measure}/bin/java" -cp it/benchmarks/target/benchmarks.jar \
    dev.asyncz.benchmarks.FleetTable "${1:-1000000}" "${2:-10}"
