#!/bin/sh
# Make deploy/secrets, once (or the folder `secrets` in the one that is named): the
# passwords, the addresses that hold them, and the keys that seal everything. What is
# there is never overwritten. Keep a copy of `keys` somewhere else: without it nobody,
# we neither, reads the record again.
set -eu
cd "${1:-$(dirname "$0")}"
umask 077
mkdir -p secrets
cd secrets

fresh() { head -c "$1" /dev/urandom | base64 | tr -d '\n='; }
once() { [ -e "$1" ] || cat > "$1"; }
address() { printf 'postgresql://%s:%s@%s:5432/%s' "$1" "$(cat "$2")" "$3" "$4"; }
for name in postgres temporal store_owner store postgres_keys case_keys; do
  fresh 24 | tr '+/' '-_' | once "${name}_password"
done
address vigil_upgrade store_owner_password postgres vigil | once store_owner_url
address vigil store_password postgres vigil | once store_url
address vigil_keys case_keys_password postgres-keys vigil_case_keys | once case_keys_url
for name in keys gateway_key; do
  printf 'k-%s:%s\n' "$(date -u +%Y%m)" "$(head -c 32 /dev/urandom | base64)" | once "$name"
done

# Read by the group that the containers share, and by nobody else.
chmod 0640 -- *
chgrp 10001 -- * 2>/dev/null || echo "as root: chgrp 10001 deploy/secrets/*" >&2
chmod 0750 .
