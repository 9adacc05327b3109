import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Edge, startEdge } from "../../testing/edge.ts";
import { instanceFor, replyToReads } from "../../testing/instance.ts";
import { replyForLargeCompany } from "../../testing/large-company.ts";
import { jsonLines, printed, signoff } from "../../testing/run-cli.ts";
import { sampleCompany } from "../../testing/sample-company.ts";
import {
	type ReceivedRequest,
	type StubReply,
	startStubServer,
} from "../../testing/stub-server.ts";
import { openTerminal } from "../../testing/terminal.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let edge: Edge;

beforeAll(async () => {
	edge = await startEdge(sampleCompany(["9001", "9002"], ["9100"]));
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

test("lists the waiting steps of the company and its projects as one JSON object per line", async () => {
	const run = await signoff(["inbox", "--json"], as("ada"));
	expect(run).toMatchObject({ code: 0, stderr: "" });
	expect(jsonLines(run)).toMatchObject([
		{
			company_id: "4201",
			project_id: "77",
			project: "Pier 9",
			tool: "Invoices",
			instance: { id: "9001" },
			step: { name: "Architectural review" },
			overdue: false,
		},
		{ company_id: "4201", project_id: "77", instance: { id: "9002" } },
		{
			company_id: "4201",
			tool: "Policies",
			instance: { id: "9100" },
			step: { name: "Legal review" },
		},
	]);
	const inProject = jsonLines(
		await signoff(["inbox", "--json"], as("ada", { SIGNOFF_PROJECT_ID: "77" })),
	);
	expect(inProject).toMatchObject([
		{ instance: { id: "9001" } },
		{ instance: { id: "9002" } },
	]);
});

test("lists them as a table", async () => {
	const { stdout, code } = await signoff(["inbox"], as("ada"));
	const lines = stdout.trimEnd().split("\n");
	expect(code).toBe(0);
	expect(lines).toEqual([
		expect.stringMatching(/^INSTANCE\tSTEP\tNAME\tTOOL\tPROJECT\tDUE$/),
		expect.stringMatching(
			/^9001\t\d\tArchitectural review\tInvoices\t77 Pier 9\t\d{4}-\d\d-\d\d$/,
		),
		expect.stringMatching(/^9002\t/),
		expect.stringMatching(/^9100\t\d\tLegal review\tPolicies\t\t/),
	]);
});

test("--fields chooses the columns and their order", async () => {
	const fields = ["inbox", "--fields", "step_name,instance, project,overdue"];
	const { stdout } = await signoff(fields, as("ada"));
	expect(stdout.split("\n").slice(0, 2)).toEqual([
		"STEP_NAME\tINSTANCE\tPROJECT\tOVERDUE",
		"Architectural review\t9001\t77 Pier 9\tfalse",
	]);
	const [json] = jsonLines(await signoff([...fields, "--json"], as("ada")));
	expect(json).toEqual({
		step_name: "Architectural review",
		instance: "9001",
		project: "77 Pier 9",
		overdue: false,
	});
	const refused = await signoff(["inbox", "--fields", "instnace"], as("ada"));
	expect(refused).toMatchObject({
		code: 2,
		stderr: expect.stringContaining("did you mean `instance`?"),
	});
});

test("--watch prints the inbox and goes on until Ctrl-C", async () => {
	const terminal = openTerminal(
		["inbox", "--watch"],
		as("ada").env as Record<string, string>,
	);
	await terminal.until("9100");
	terminal.send("\u0003");
	expect((await terminal.ended).code).toBe(0);
});

test("leaves out steps that do not wait for me", async () => {
	expect(jsonLines(await signoff(["inbox", "--json"], as("cleo")))).toEqual([]);
	expect(await signoff(["inbox"], as("cleo"))).toMatchObject({
		code: 0,
		stdout: "Nothing is waiting for you.\n",
	});
	const [, , policy] = jsonLines(await signoff(["inbox", "--json"], as("ben")));
	const { id } = Object(policy?.["step"]);
	const sent = await signoff(
		[
			...["respond", "--instance", "9100", "--step", id],
			...["--option", "Approve"],
		],
		{ env: { ...as("ben").env, SIGNOFF_PROJECT_ID: "" } },
	);
	expect(sent.code).toBe(0);
	const mine = jsonLines(await signoff(["inbox", "--json"], as("ben")));
	expect(mine.map(({ tool }) => tool)).toEqual(["Invoices", "Invoices"]);
});

test("says why the server refused", async () => {
	const text = await signoff(["inbox"], as("nobody"));
	expect(text).toMatchObject({ code: 5, stdout: "" });
	expect(text.stderr).toContain(
		"the access token is missing, expired or revoked",
	);
	expect(text.stderr).not.toMatch(/recorded|nobody-token/);
	const json = await signoff(["inbox", "--json"], as("nobody"));
	expect(json.code).toBe(5);
	expect(printed(json)).toMatchObject({ kind: "unauthenticated" });
});

const hostile =
	"a\u001b[2J\u001b]8;;https://evil.example\u0007b\u009b31m\r\nc\u202ed\u0085\u0000";

async function withStub<T>(
	answer: (request: ReceivedRequest) => StubReply,
	use: (env: Record<string, string>) => Promise<T>,
): Promise<T> {
	const stub = await startStubServer(answer);
	try {
		return await use({
			SIGNOFF_BASE_URL: stub.url,
			SIGNOFF_TOKEN: "ada-token",
			SIGNOFF_COMPANY_ID: "4201",
		});
	} finally {
		await stub.stop();
	}
}

test("sanitizes text from the server, and cuts none that is piped", async () => {
	const reads = replyToReads(`${hostile}${"x".repeat(100)}`, {
		status: 403,
		body: { error: { code: "X", message: hostile } },
	});
	await withStub(reads, async (env) => {
		const inbox = await signoff(["inbox"], { env });
		const text = await signoff(
			[
				...["respond", "--instance", "9001", "--step", "1"],
				...["--option", "Approve"],
			],
			{ env },
		);
		expect(inbox.stdout).toContain("a␛[2J␛]8;;https:");
		expect(text.stderr).toContain("a␛[2J␛]8;;https://evil.example␇b�31m cd ␀");
		for (const output of [inbox.stdout, text.stderr])
			expect(output.replaceAll(/[\n\t]/g, "")).not.toMatch(
				/[\p{Cc}\u202a-\u202e]/u,
			);
		expect(inbox.stdout).toContain(`${"x".repeat(100)}\t`);
		expect(inbox.stdout).toContain("overdue 2026-01-");
		const json = await signoff(["inbox", "--json"], { env });
		expect(json.stdout.trimEnd()).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
		const [row] = jsonLines(json);
		expect(row).toMatchObject({
			overdue: true,
			step: { name: expect.stringContaining(hostile) },
		});
	});
});

test("fits it into the width of a terminal", async () => {
	const reads = replyToReads("x".repeat(100), { status: 204 });
	await withStub(reads, async (env) => {
		for (const columns of [100, 60]) {
			const { ended } = openTerminal(["inbox"], env, { columns });
			const { raw } = await ended;
			const lines = raw.slice(raw.lastIndexOf("\u001b[K") + 3).split("\r\n");
			const row = stripVTControlCharacters(lines[1] ?? "");
			expect(row).toMatch(/^9001 .*x… .*overdue 20/);
			expect(row).toHaveLength(columns);
		}
	});
});

test("puts overdue steps first, then those due sooner; a list that several tools share is read once", async () => {
	const due: Record<string, string | null> = {
		"1": null,
		"2": "2999-01-02T00:00:00Z",
		"3": "2026-01-03T00:00:00Z",
		"4": "2999-01-01T00:00:00Z",
		"5": "2026-01-02T00:00:00Z",
	};
	const reads = replyToReads("Review", { status: 204 });
	const answer = (request: ReceivedRequest): StubReply => {
		const id = request.path.split("/").at(-1) ?? "";
		if (id in due)
			return {
				status: 200,
				body: { data: instanceFor("Review", id, due[id]) },
			};
		if (id.startsWith("instances?"))
			return {
				status: 200,
				body: { data: Object.keys(due).map((each) => instanceFor("", each)) },
			};
		if (id !== "tools") return reads(request);
		return {
			status: 200,
			body: {
				data: ["RFIs", "Permits"].map((name) => ({
					name,
					type: "generic_tool_item",
					provider: "Company",
				})),
			},
		};
	};
	await withStub(answer, async (env) => {
		const rows = jsonLines(await signoff(["inbox", "--json"], { env }));
		expect(
			rows.map(({ instance, overdue }) => [
				Reflect.get(Object(instance), "id"),
				overdue,
			]),
		).toEqual([
			["5", true],
			["3", true],
			["4", false],
			["2", false],
			["1", false],
		]);
		expect(rows[0]).toMatchObject({ tool: "RFIs / Permits" });
	});
});

test("counts what it may not see, and fails if a list cannot be read for another reason", async () => {
	const reads = replyToReads("Review", { status: 204 });
	await withStub(
		(request) =>
			request.path.endsWith("/9001") ? { status: 404 } : reads(request),
		async (env) => {
			const run = await signoff(["inbox"], { env });
			expect(run).toMatchObject({
				code: 0,
				stdout:
					"Nothing is waiting for you.\nOne list or instance could not be read: you may not see all.\n",
			});
		},
	);
	await withStub(
		(request) =>
			request.path.includes("/instances?") ? { status: 401 } : reads(request),
		async (env) => {
			expect(await signoff(["inbox"], { env })).toMatchObject({
				code: 5,
				stdout: "",
			});
		},
	);
});

test("reads several projects, by flags or by a variable with commas", async () => {
	const company = { projects: 24, tools: 2, limit: null };
	await withStub(replyForLargeCompany(company), async (env) => {
		const two = ["--project-id", "1003", "--project-id", "1017"];
		const byFlags = await signoff(["inbox", "--json", ...two], { env });
		const variable = { ...env, SIGNOFF_PROJECT_ID: "1003, 1017" };
		const byVariable = await signoff(["inbox", "--json"], { env: variable });
		for (const run of [byFlags, byVariable])
			expect(jsonLines(run).map(({ project_id }) => project_id)).toEqual([
				"1003",
				"1017",
			]);
		expect(byFlags).toMatchObject({ code: 0, stderr: "" });
	});
});

test("shows its progress on a terminal, and leaves only the table", async () => {
	const company = {
		projects: 24,
		tools: 2,
		limit: { requests: 600, windowMs: 3_600_000 },
	};
	await withStub(replyForLargeCompany(company), async (env) => {
		const { ended } = openTerminal(["inbox"], env);
		const { raw, code } = await ended;
		expect(code).toBe(0);
		expect(raw).toMatch(
			/reading, \d+ of \d+ lists, \d+ of 600 left, resets \d\d:\d\d/,
		);
		const shown = raw.slice(raw.lastIndexOf("\u001b[2K") + 4);
		expect(shown).toContain("INSTANCE");
		expect(shown).not.toContain("reading");
	});
});
