import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Edge, startEdge } from "../../testing/edge.ts";
import { printed, signoff } from "../../testing/run-cli.ts";
import { sampleCompany } from "../../testing/sample-company.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let edge: Edge;

beforeAll(async () => {
	edge = await startEdge(sampleCompany([], []));
});
afterAll(() => edge.stop());

function as(
	person: string,
	more: Record<string, string> = {},
): { env: Record<string, string> } {
	return {
		env: {
			SIGNOFF_BASE_URL: edge.url,
			SIGNOFF_TOKEN: `${person}-token`,
			SIGNOFF_COMPANY_ID: "4201",
			...more,
		},
	};
}

test("shows who I am, with and without a company", async () => {
	expect(await signoff(["whoami"], as("ada"))).toMatchObject({
		code: 0,
		stdout: "Ada Byron <ada@harbor.example> (id 101)\n",
	});
	expect(
		printed(
			await signoff(
				["whoami", "--json"],
				as("ben", { SIGNOFF_COMPANY_ID: "" }),
			),
		),
	).toMatchObject({ me: { id: "102", login: "ben@harbor.example" } });
});

test("says why the server refused", async () => {
	const text = await signoff(["whoami"], as("nobody"));
	expect(text).toMatchObject({ code: 5, stdout: "" });
	expect(text.stderr).toContain(
		"the access token is missing, expired or revoked",
	);
	expect(text.stderr).not.toMatch(/recorded|nobody-token/);
	const json = await signoff(["whoami", "--json"], as("nobody"));
	expect(json.code).toBe(5);
	expect(printed(json)).toMatchObject({ kind: "unauthenticated" });
});
