#!/bin/sh
# Deploys the edge in front of Procore on this machine, and serves until it is stopped.
# PROCORE_CLIENT_ID=… PROCORE_CLIENT_SECRET=… SIGNOFF_COMPANIES=4201 ./deploy.sh
set -eu
umask 077
edge=./node_modules/.bin/signoff-edge
mkdir -p relay

# The key that seals credentials. Keep it apart from the backups of the data file.
[ -s relay/seal.key ] || openssl rand -base64 32 > relay/seal.key

# The first API key: give `key` of relay/erp.json to the system that posts decisions, and then remove that file.
if [ ! -s relay/keys.json ]; then
	"$edge" keys create --name ERP --company "$SIGNOFF_COMPANIES" --response-type approve --expires 90d > relay/erp.json
	node -e 'const { record } = JSON.parse(fs.readFileSync(0)); console.log(JSON.stringify([record]))' \
		< relay/erp.json > relay/keys.json
fi

SIGNOFF_SEAL_KEY=$(cat relay/seal.key)
export SIGNOFF_SEAL_KEY
export SIGNOFF_UPSTREAM=procore SIGNOFF_IDENTITY=service SIGNOFF_KEYS=relay/keys.json SIGNOFF_DATA=relay/relay.db
"$edge" check >&2
exec "$edge" serve
