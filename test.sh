#!/usr/bin/env bash
# Builds everything once and runs every test project, one at a time: whole-system tests need the machine for themselves.
# Last line: "N passed, N failed"; how many were skipped stands in the line before. Ends with another number than 0 when a test failed or none ran.
# ./test.sh NAME...   runs only the test projects whose names contain one of the words.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 NUGET_XMLDOC_MODE=skip
results="$PWD/TestResults"
rm -rf "$results" && mkdir -p "$results"

install_peers() {
  local missing=()
  command -v mosquitto_pub >/dev/null || missing+=(mosquitto-clients)
  command -v chromium >/dev/null || missing+=(chromium)
  command -v npm >/dev/null || missing+=(npm)
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Not installed, so the tests that need it are skipped: ${missing[*]}"
    return
  fi
  apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || echo "Could not install: ${missing[*]}"
}

finish() {
  echo
  echo "$3 skipped"
  echo "$1 passed, $2 failed"
  [ "$2" -eq 0 ] && [ "$1" -gt 0 ]
  exit $?
}

install_peers
echo "== build"
if ! dotnet build CityActors.sln -c Release -v q -nologo -clp:ErrorsOnly; then
  echo "The build failed."
  finish 0 1 0
fi

passed=0 failed=0 skipped=0
for project in tests/*.Tests; do
  name=$(basename "$project")
  if [ $# -gt 0 ]; then
    wanted=no
    for word in "$@"; do [[ "$name" == *"$word"* ]] && wanted=yes; done
    [ $wanted = yes ] || continue
  fi

  echo "== $name"
  # Only the summary of a run is counted, never what a test printed.
  started=$SECONDS
  timeout --kill-after=30 1500 "$project/bin/Release/net10.0/$name" -noColor -noLogo -xml "$results/$name.xml" > "$results/$name.log" 2>&1
  code=$?
  summary=$(grep -oE '<assembly [^>]*>' "$results/$name.xml" 2>/dev/null | head -1)
  number() { grep -oE " $1=\"[0-9]+\"" <<<"$summary" | grep -oE '[0-9]+' || echo 0; }
  if [ -z "$summary" ]; then
    tail -40 "$results/$name.log"
    echo "$name ended with $code and without a summary: counted as one failure."
    failed=$((failed + 1))
    continue
  fi

  now_passed=$(number passed) now_failed=$(($(number failed) + $(number errors))) now_skipped=$(($(number skipped) + $(number not-run)))
  grep -E '\[FAIL\]|\[SKIP\]' -A 12 "$results/$name.log" | head -200
  # A process that ended badly after a clean summary hides something.
  if [ "$code" -ne 0 ] && [ "$now_failed" -eq 0 ]; then
    tail -40 "$results/$name.log"
    echo "$name ended with $code though no test failed: counted as one failure."
    now_failed=1
  fi

  echo "$name: $now_passed passed, $now_failed failed, $now_skipped skipped in $((SECONDS - started)) s"
  passed=$((passed + now_passed)) failed=$((failed + now_failed)) skipped=$((skipped + now_skipped))
done

finish $passed $failed $skipped
