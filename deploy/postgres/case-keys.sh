#!/bin/sh
# Run once, by the image, on an empty server that is for this alone: the database of the
# cases' wrapped keys, and its one login. A server of its own, because a backup of a
# server holds all its databases, and no backup of the record may hold what opens it.
set -eu

said() { tr -d '\n' < "${SECRETS:-/run/secrets}/$1"; }

psql --set ON_ERROR_STOP=1 --quiet --no-psqlrc --dbname postgres \
  --set keys="$(said case_keys_password)" <<'SQL'
CREATE ROLE vigil_keys LOGIN PASSWORD :'keys';
CREATE DATABASE vigil_case_keys OWNER vigil_keys;
REVOKE CONNECT ON DATABASE vigil_case_keys FROM PUBLIC;
SQL
