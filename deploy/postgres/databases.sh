#!/bin/sh
# Run once, by the image, on an empty server: three databases, and a login for each part
# that may reach no other part's. Passwords are read from files and never printed. What
# opens the record is not here: case-keys.sh lays out the server of that.
set -eu

said() { tr -d '\n' < "${SECRETS:-/run/secrets}/$1"; }

psql --set ON_ERROR_STOP=1 --quiet --no-psqlrc --dbname postgres \
  --set temporal="$(said temporal_password)" \
  --set owner="$(said store_owner_password)" \
  --set writer="$(said store_password)" <<'SQL'
CREATE ROLE temporal LOGIN PASSWORD :'temporal';
CREATE ROLE vigil_upgrade LOGIN PASSWORD :'owner';
CREATE ROLE vigil_writer NOLOGIN;
CREATE ROLE vigil LOGIN PASSWORD :'writer' IN ROLE vigil_writer;

CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
CREATE DATABASE vigil OWNER vigil_upgrade;

REVOKE CONNECT ON DATABASE temporal, temporal_visibility, vigil FROM PUBLIC;
GRANT CONNECT ON DATABASE vigil TO vigil_writer;
SQL
