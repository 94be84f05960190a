#!/bin/sh
# Temporal's server takes its password from its environment only: it is put there here,
# so that it stands in no file of the topology and in no inspection of a container.
set -eu

POSTGRES_PWD="$(tr -d '\n' < /run/secrets/temporal_password)"
export POSTGRES_PWD
exec /etc/temporal/entrypoint.sh
