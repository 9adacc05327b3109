/** What to type in another terminal while the edge runs. The token is the sample company's own. */
export function linesToTry(
	url: string,
	companyId: string,
	token: string,
): string {
	return `The edge keeps running until Ctrl-C. In another terminal:

  export SIGNOFF_BASE_URL=${url} SIGNOFF_COMPANY_ID=${companyId} SIGNOFF_TOKEN=${token}
  npx -y pnpm@12.21.0 signoff inbox
  npx -y pnpm@12.21.0 signoff respond --instance ID --project-id ID --option Approve
  curl -H "Authorization: Bearer $SIGNOFF_TOKEN" ${url}/rest/v1.0/me
  curl ${url}/openapi.json
`;
}
