#!/bin/bash
# A line and a search beside their rivals, in turn: what one line costs without the agent, with it and in a ring that
# people write themselves; what a text in a million lines takes in each storage, and ripgrep (rg) on the same files.
# Prints medians (lowest–highest). Read the ratios; with other work beside, the spread says how much they are worth.
#
#   JAVA_HOME=/usr/lib/jvm/java-17 it/benchmarks/pairs.sh [rounds, 5] [lines, 1000000]
#
# Needs a build (mvn -q -DskipTests package), Linux, and 2 GB for the files; without rg its column is empty.
set -euo pipefail
cd "$(dirname "$0")/../.."

java="${JAVA_HOME:?says which JDK to measure}/bin/java"
rounds=${1:-5}
lines=${2:-1000000}
jar=it/benchmarks/target/benchmarks.jar
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# spread FILE: median (lowest–highest) of the numbers in a file; nothing where there are none
spread() {
    [[ -s $1 ]] || return 0
    sort -g "$1" | awk '{v[NR] = $1} END {
        m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
        printf (m < 10 ? "%.2f (%.2f–%.2f)" : "%.0f (%.0f–%.0f)"), m, v[1], v[NR]}'
}

# line CLASS.METHOD THREADS: ns and bytes of one line, appended to what is known of it
line() {
    "$java" -cp $jar org.openjdk.jmh.Main "\\.$1\$" -t "$2" -f 1 -wi 5 -i 5 -w 1 -r 1 -prof gc 2> /dev/null |
        awk -v out="$results/$1.$2" '$NF == "ns/op" && / avgt / {print $(NF - 3) > (out ".ns")}
            $NF == "B/op" && /alloc.rate.norm/ {print $(NF - 3) > (out ".bytes")}'
    for kind in ns bytes; do
        [[ ! -f $results/$1.$2.$kind ]] || cat "$results/$1.$2.$kind" >> "$results/$1.$2.$kind.all"
    done
}

rows=(
    "Log4j, in a run|CaptureBenchmark.nullAppenderAlone|CaptureBenchmark.agent|CaptureBenchmark.synchronizedRing|1"
    "Log4j, in a run, two threads|CaptureBenchmark.nullAppenderAlone|CaptureBenchmark.agent|CaptureBenchmark.synchronizedRing|2"
    "Log4j, two values of its own|CaptureBenchmark.nullAppender|CaptureBenchmark.agentAndOwnContext|CaptureBenchmark.synchronizedRing|1"
    "Logback|FrameworksBenchmark.logback|FrameworksBenchmark.logbackWithAgent|FrameworksBenchmark.logbackCyclicBuffer|1"
    "java.util.logging|FrameworksBenchmark.jul|FrameworksBenchmark.julWithAgent||1"
)
for ((i = 0; i < rounds; i++)); do
    for row in "${rows[@]}"; do
        IFS='|' read -r _ without with rival threads <<< "$row"
        for each in $without $with $rival; do
            line "$each" "$threads"
        done
    done
done
"$java" -version 2>&1 | sed -n 3p
echo "load $(cut -d' ' -f1-3 /proc/loadavg), $rounds rounds"
echo
echo "| One line, ns; bytes | without | with the agent | a ring of its own |"
echo "|---|---|---|---|"
for row in "${rows[@]}"; do
    IFS='|' read -r what without with rival threads <<< "$row"
    cell() { echo "$(spread "$results/$1.$threads.ns.all"); $(spread "$results/$1.$threads.bytes.all")"; }
    echo "| $what | $(cell "$without") | $(cell "$with") | ${rival:+$(cell "$rival")} |"
done

declare -A texts=([rare]="Needle in the" [nowhere]="nowhere to be found" [regex]="needle.*haystack")
for storage in memory json file; do
    for ((i = 0; i < rounds; i++)); do
        "$java" -Xmx2g -cp $jar dev.asyncz.benchmarks.SearchOnce $storage "$lines" \
            $([[ $storage == memory ]] || echo "$results") |
            while read -r what median _; do echo "$median" >> "$results/$storage.$what"; done
        for what in "${!texts[@]}"; do
            [[ -f $results/lines.$storage ]] && command -v rg > /dev/null || continue
            start=$(date +%s%N)
            rg -i -c "${texts[$what]}" "$results/lines.$storage" > /dev/null || true
            echo "$((($(date +%s%N) - start) / 10000)) 100" | awk '{print $1 / $2}' >> "$results/$storage.$what.rg"
        done
    done
done
echo
echo "| Question to $lines lines, ms | memory | json | ripgrep on it | file | ripgrep on it |"
echo "|---|---|---|---|---|---|"
for what in rare nowhere regex level task newest; do
    echo "| $what | $(spread "$results/memory.$what") | $(spread "$results/json.$what") |" \
        "$(spread "$results/json.$what.rg") | $(spread "$results/file.$what") | $(spread "$results/file.$what.rg") |"
done
