#!/bin/sh
# Lay out, or bring up to date, the tables of Temporal's two databases. Again does
# nothing. Run it after a new server image is pinned and before that server starts.
set -eu

SQL_PASSWORD="$(tr -d '\n' < /run/secrets/temporal_password)"
export SQL_PASSWORD

on() {
  database="$1"
  shift
  temporal-sql-tool --plugin postgres12 --ep "$SQL_HOST" -p 5432 -u temporal \
    --db "$database" "$@"
}

brought_up_to_date() {
  on "$1" setup-schema -v 0.0
  on "$1" update-schema -d "/etc/temporal/schema/postgresql/v12/$2/versioned"
}

brought_up_to_date temporal temporal
brought_up_to_date temporal_visibility visibility
