#!/bin/sh
# Make the namespace that cases run in. One that is there stays as it is: for how long
# it keeps what has ended is set by Vigil, from its retention policy.
set -eu

there() {
  temporal operator namespace describe --namespace "$VIGIL_NAMESPACE" >/dev/null 2>&1
}

tries=0
until there; do
  temporal operator namespace create --namespace "$VIGIL_NAMESPACE" \
    --retention "$KEEPS_FOR" >/dev/null 2>&1 && break
  tries=$((tries + 1))
  if [ "$tries" -ge 30 ]; then
    echo "the namespace cannot be made: does the server answer?" >&2
    exit 1
  fi
  sleep 2
done
