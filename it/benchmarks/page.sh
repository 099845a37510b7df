#!/bin/bash
# What the page of lines costs its reader: the first page of a JVM, the bytes of 200 rows, and with a real Chromium how
# far new lines push what is read, how busy the tab is, and how long a filter takes. Prints median and range.
#
#   JAVA_HOME=/usr/lib/jvm/java-25 it/benchmarks/page.sh [rounds, 7]
#
# Needs a built project (mvn -q -DskipTests package) and Debian's chromium, or another one named by CHROMIUM=….
set -euo pipefail
cd "$(dirname "$0")/../.."

java="${JAVA_HOME:?says which JDK to measure}/bin/java"
target=it/benchmarks/target

"$java" -version 2>&1 | sed -n 3p
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 exec "$java" -Dchromium="${CHROMIUM:-/usr/bin/chromium}" \
    -cp "$target/benchmarks.jar:$(cat $target/browser.classpath)" dev.asyncz.benchmarks.page.PageFigures \
    "$java" $target/benchmarks.jar agent/target/asyncz-agent.jar "${1:-7}"
