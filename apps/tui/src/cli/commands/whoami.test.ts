import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Edge, startEdge } from "../../testing/edge.ts";
import { printed, signoff } from "../../testing/run-cli.ts";
import { sampleCompany } from "../../testing/sample-company.ts";
import { startStubServer } from "../../testing/stub-server.ts";
import { openTerminal } from "../../testing/terminal.ts";

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
		stdout: expect.stringMatching(
			/^Ada Byron <ada@harbor\.example> \(id 101\)\n/,
		),
	});
	expect(
		printed(
			await signoff(
				["whoami", "--json"],
				as("ben", { SIGNOFF_COMPANY_ID: "" }),
			),
		),
	).toMatchObject({
		me: { id: "102", login: "ben@harbor.example" },
		company: { id: "4201", name: "Harbor Build Co" },
		base_url: edge.url,
		login: { method: "variable", expires_at: null },
	});
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

test("names the login, and a server that cannot be reached within seconds", async () => {
	const named = await signoff(["whoami"], as("ada"));
	expect(named.stdout.split("\n").slice(1)).toEqual([
		"Company: 4201",
		`Environment: ${edge.url}`,
		"Login: token of SIGNOFF_TOKEN; when it expires is not known",
		"",
	]);
	const closed = await startStubServer(() => "hang");
	await closed.stop();
	const failed = await signoff(
		["whoami"],
		as("ada", { SIGNOFF_BASE_URL: closed.url }),
	);
	expect(failed.code).toBe(8);
	expect(failed.stderr).toContain("the server refused the connection");
	expect(failed.stderr).toContain("Check the network");
});

test("shows on a terminal what it waits for", async () => {
	const stub = await startStubServer(() => "hang");
	const asking = openTerminal(
		["whoami"],
		as("ada", { SIGNOFF_BASE_URL: stub.url }).env,
	);
	await asking.until(`Asking ${new URL(stub.url).host} who you are`);
	asking.kill("SIGINT");
	const { raw, code } = await asking.ended;
	expect(code).toBe(8);
	expect(raw).toContain("Stopped before it was done.");
	await stub.stop();
});
