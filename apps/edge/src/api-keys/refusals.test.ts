import { expect, test } from "vitest";
import type { ApiKey } from "./api-keys.ts";
import { responseTypeRefusal, scopeRefusal } from "./refusals.ts";

const companyKey: ApiKey = {
	id: "a",
	name: "ERP",
	companies: ["4201", "4202"],
	projects: [],
	responseTypes: ["approve", "Reject"],
	expiresAt: null,
};
const projectKey: ApiKey = { ...companyKey, projects: ["77", "78"] };
const readKey: ApiKey = { ...companyKey, responseTypes: [] };

test.each<
	[
		key: ApiKey,
		company: string,
		project: string | undefined,
		code: string | null,
	]
>([
	[companyKey, "4201", undefined, null],
	[companyKey, "4202", "1", null],
	[companyKey, "420", undefined, "KEY_OUTSIDE_COMPANY"],
	[companyKey, "", undefined, "KEY_OUTSIDE_COMPANY"],
	[companyKey, "42011", "77", "KEY_OUTSIDE_COMPANY"],
	[projectKey, "4201", "77", null],
	[projectKey, "4202", "78", null],
	[projectKey, "4201", "7", "KEY_OUTSIDE_PROJECT"],
	[projectKey, "4201", undefined, "KEY_OUTSIDE_COMPANY_LEVEL"],
	[projectKey, "4203", "77", "KEY_OUTSIDE_COMPANY"],
	[readKey, "4201", "77", null],
])("%o in company %s, project %s: %s", (key, company_id, project_id, code) => {
	expect(scopeRefusal(key, { company_id, project_id })?.code ?? null).toBe(
		code,
	);
});

test.each<[key: ApiKey, responseType: string | null, code: string | null]>([
	[companyKey, "approve", null],
	[companyKey, "APPROVE", null],
	[companyKey, "reject", null],
	[companyKey, "return", "KEY_OUTSIDE_RESPONSE_TYPE"],
	[companyKey, "approve ", "KEY_OUTSIDE_RESPONSE_TYPE"],
	[companyKey, "", "KEY_OUTSIDE_RESPONSE_TYPE"],
	[companyKey, null, "KEY_OUTSIDE_RESPONSE_TYPE"],
	[readKey, "approve", "KEY_READ_ONLY"],
	[readKey, null, "KEY_READ_ONLY"],
])("%o answers with %s: %s", (key, responseType, code) => {
	expect(responseTypeRefusal(key, responseType)?.code ?? null).toBe(code);
});
