#!/bin/bash
# What a fleet's PostgreSQL or OpenSearch answers how fast, as a table: lines of 20 nodes and 50 tasks, over a week.
#
#   JAVA_HOME=/usr/lib/jvm/java-25 it/benchmarks/fleet.sh [lines, 1000000] [minutes for indexes, 10]
#   JAVA_HOME=/usr/lib/jvm/java-25 it/benchmarks/fleet.sh opensearch [lines, 1000000] [of the last hours, 168]
#
# Needs a built project (mvn -q -DskipTests package). Ten millions of lines take some 6 GB of disk.
set -euo pipefail
cd "$(dirname "$0")/../.."
java="${JAVA_HOME:?says which JDK to measure}/bin/java"
if [ "${1:-}" = opensearch ]; then
    node=it/benchmarks/target/opensearch.classpath
    mvn -B -q -f it/benchmarks/opensearch.xml dependency:build-classpath -Dmdep.outputFile="$PWD/$node"
    exec "$java" -cp it/benchmarks/target/benchmarks.jar dev.asyncz.benchmarks.fleet.FleetIndices \
        "${2:-1000000}" "${3:-168}" "$(cat "$node")"
fi
exec "$java" -cp it/benchmarks/target/benchmarks.jar dev.asyncz.benchmarks.fleet.FleetTable "${1:-1000000}" "${2:-10}"
