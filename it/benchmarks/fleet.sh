#!/bin/bash
# What a fleet's PostgreSQL, OpenSearch or Redis answers how fast, as a table: lines of 20 nodes and 50 tasks, over a week.
#
#   JAVA_HOME=/usr/lib/jvm/java-25 it/benchmarks/fleet.sh [lines, 1000000] [minutes for indexes, 10]
#   JAVA_HOME=/usr/lib/jvm/java-25 it/benchmarks/fleet.sh opensearch [lines, 1000000] [of the last hours, 168]
#   JAVA_HOME=/usr/lib/jvm/java-25 it/benchmarks/fleet.sh redis [lines, 1000000]
#
# Needs a built project (mvn -q -DskipTests package). Ten millions of lines take some 6 GB of disk, or of memory.
set -euo pipefail
cd "$(dirname "$0")/../.."
java="${JAVA_HOME:?says which JDK to measure}/bin/java"
fleet="-cp it/benchmarks/target/benchmarks.jar dev.asyncz.benchmarks.fleet"
case "${1:-}" in
opensearch)
    node=it/benchmarks/target/opensearch.classpath
    mvn -B -q -f it/benchmarks/opensearch.xml dependency:build-classpath -Dmdep.outputFile="$PWD/$node"
    exec "$java" $fleet.FleetIndices "${2:-1000000}" "${3:-168}" "$(cat "$node")"
    ;;
redis) exec "$java" $fleet.FleetRedis "${2:-1000000}" ;;
*) exec "$java" $fleet.FleetTable "${1:-1000000}" "${2:-10}" ;;
esac
