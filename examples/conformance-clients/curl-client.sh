#!/bin/sh
# npx @signoff/conformance client --command "sh curl-client.sh"
# Needs curl and jq. Sends a response; curl repeats a 408, 429 or 5xx, and a timeout, up to three times.

while IFS= read -r line; do
	field() { printf '%s' "$line" | jq -r "$1 // empty"; }
	project=$(field .submission.project_id)
	path="/rest/v2.0/companies/$(field .submission.company_id)"
	path="$path${project:+/projects/$project}"
	path="$path/workflows/instances/$(field .submission.id)/responses"
	if printf '%s' "$line" |
		jq -c '{ response: ({ attachments: {} } + .submission.response) }' |
		curl --fail --silent --show-error --output /dev/null \
			--retry 3 --retry-max-time "$(field '.deadline_ms / 1000 | ceil')" --max-time 3 \
			--header "Authorization: Bearer $(field .token)" \
			--header "Content-Type: application/json" \
			--header "Procore-Company-Id: $(field .submission.company_id)" \
			--data-binary @- "$(field .base_url)$path"; then
		echo '{"reports":"success"}'
	else
		echo '{"reports":"failure"}'
	fi
done
