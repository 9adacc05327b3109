#!/bin/sh
# Requests of Signoff for the sample company. Replace {{base_url}} and {{token}}, then run one of them:
#   sh curl.sh [respond | respond-other-option | preview | instance]
# Each curl command can also be imported by itself, for example into n8n, Bruno or Postman.
case "${1:-respond}" in
respond)
curl --include --request POST '{{base_url}}/rest/v2.0/companies/4201/projects/77/workflows/instances/9001/responses' \
  --header 'Authorization: Bearer {{token}}' \
  --header 'Procore-Company-Id: 4201' \
  --header 'Content-Type: application/json' \
  --data-raw '{"response":{"current_step_occurrence_id":"1","selected_response_option_id":"2000","comment":"Fine by me.","attachments":{}}}'
  ;;
respond-other-option)
curl --include --request POST '{{base_url}}/rest/v2.0/companies/4201/projects/77/workflows/instances/9001/responses' \
  --header 'Authorization: Bearer {{token}}' \
  --header 'Procore-Company-Id: 4201' \
  --header 'Content-Type: application/json' \
  --data-raw '{"response":{"current_step_occurrence_id":"1","selected_response_option_id":"2001","comment":"Fine by me.","attachments":{}}}'
  ;;
preview)
curl --include --request POST '{{base_url}}/rest/v2.0/companies/4201/projects/77/workflows/instances/9001/responses/preview' \
  --header 'Authorization: Bearer {{token}}' \
  --header 'Procore-Company-Id: 4201' \
  --header 'Content-Type: application/json' \
  --data-raw '{"response":{"current_step_occurrence_id":"1","selected_response_option_id":"2000","comment":"Fine by me.","attachments":{}}}'
  ;;
instance)
curl --include --request GET '{{base_url}}/rest/v2.0/companies/4201/projects/77/workflows/instances/9001' \
  --header 'Authorization: Bearer {{token}}' \
  --header 'Procore-Company-Id: 4201'
  ;;
*)
  echo "There is no request $1." >&2
  exit 2
  ;;
esac
