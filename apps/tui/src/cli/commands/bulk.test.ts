import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	type FaultServer,
	type ServedWorld,
	spawnFaultServer,
} from "@signoff/conformance/fault-server";
import { exitCodes } from "@signoff/core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { addBulkWorlds, type RowWorld } from "../../testing/bulk-worlds.ts";
import {
	inShell,
	jsonLines,
	printed,
	type RunOptions,
	signoff,
} from "../../testing/run-cli.ts";
import { newConfigHome, newStateHome } from "../../testing/state-home.ts";
import { openTerminal } from "../../testing/terminal.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
let server: FaultServer;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "signoff-bulk-"));
	server = await spawnFaultServer();
});
afterAll(async () => {
	await server.close();
	rmSync(folder, { recursive: true });
});

const plain: RowWorld = { before: [], faults: [] };
const rejectedBefore: RowWorld = {
	before: [
		{ kind: "responds", person_id: "101", option: 1, comment: "Not yet." },
	],
	faults: [],
};
const decidedByBen: RowWorld = {
	before: [{ kind: "responds", person_id: "102", option: 0, comment: null }],
	faults: [],
};
const notMine: RowWorld = { before: [{ kind: "removes_me" }], faults: [] };

type Setup = {
	env: Record<string, string>;
	worlds: ServedWorld[];
	/** How many requests the server has received for all rows. */
	requests: () => Promise<number>;
};

async function serve(rows: RowWorld[]): Promise<Setup> {
	const { token, base_url, worlds } = await addBulkWorlds(server, rows);
	const env = {
		SIGNOFF_BASE_URL: base_url,
		SIGNOFF_TOKEN: token,
		SIGNOFF_COMPANY_ID: "4201",
		SIGNOFF_PROJECT_ID: "77",
		XDG_STATE_HOME: newStateHome(),
	};
	return {
		env,
		worlds,
		async requests() {
			const received = await Promise.all(
				worlds.map((world) => server.receivedRequests(world)),
			);
			return received.flat().length;
		},
	};
}

function write(name: string, content: string | Buffer): string {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
}

const header = "instance_id,step_id,option,comment\r\n";

function csv(options: string[]): string {
	const rows = options.map(
		(option, at) => `i-${at + 1},1,${option},"Row ${at + 1}, ""fine"""\r\n`,
	);
	return header + rows.join("");
}

test("answers each row, prints it as it is settled and a summary at the end, and asks nothing twice", async () => {
	const { env, worlds, requests } = await serve([
		plain,
		rejectedBefore,
		decidedByBen,
		notMine,
		plain,
	]);
	const file = write(
		"kinds.csv",
		csv(["Approve", "2000", "approve", "Approve", "Postpone"]),
	);
	const run = await signoff(["bulk", file, "--json"], { env });
	expect(run.stderr).toBe("");
	const lines = jsonLines(run);
	const summary = {
		rows: 5,
		kinds: {
			recorded: 1,
			conflict: 1,
			superseded: 1,
			invalid: 1,
			forbidden: 1,
		},
		failures: [
			{ row: 2, kind: "conflict" },
			{ row: 3, kind: "superseded" },
			{ row: 4, kind: "forbidden" },
			{ row: 5, kind: "invalid" },
		],
	};
	expect(lines.at(-1)).toEqual({ summary });
	expect(run.code).toBe(exitCodes.forbidden);
	const rows = lines.slice(0, -1);
	expect(rows.map(({ row }) => row).sort()).toEqual([1, 2, 3, 4, 5]);
	const first = rows.find(({ row }) => row === 1);
	expect(Object.keys(first ?? {})).toEqual(["row", "submission", "outcome"]);
	expect(first).toMatchObject({
		submission: {
			company_id: "4201",
			project_id: "77",
			id: "i-1",
			response: {
				current_step_occurrence_id: "1",
				selected_response_option_id: "2000",
				comment: 'Row 1, "fine"',
			},
		},
		outcome: { kind: "recorded" },
	});
	expect(rows.find(({ row }) => row === 5)).toMatchObject({
		submission: { id: "i-5", response: { comment: 'Row 5, "fine"' } },
		outcome: {
			issues: [{ message: expect.stringContaining("Approve (2000)") }],
		},
	});
	// One read finds the option, and the settlement needs no second one.
	const [recorded] = worlds;
	if (recorded === undefined) throw new Error("There is no world.");
	const received = await server.receivedRequests(recorded);
	expect(received.map(({ call }) => call)).toEqual(["read_instance", "submit"]);

	const before = await requests();
	const again = await signoff(["bulk", file, "--json"], { env });
	expect(printed(again)).toEqual({ summary });
	expect(again.code).toBe(exitCodes.forbidden);
	expect(await requests()).toBe(before);
});

test("a bad row 7 is named as row 7 before anything is sent", async () => {
	const { env, requests } = await serve(Array(9).fill(plain));
	const options = Array(9).fill("Approve");
	options[6] = "";
	const file = write("bad.csv", csv(options));
	const run = await signoff(["bulk", file, "--json"], { env });
	expect(run.code).toBe(2);
	expect(printed(run)).toMatchObject({
		kind: "invalid",
		issues: [
			{
				path: ["rows", 7, "option"],
				message: "Row 7: The cell `option` is empty.",
			},
		],
	});
	expect(await requests()).toBe(0);
});

test("reads JSON lines from standard input, drafts and submissions, in UTF-16", async () => {
	const { env } = await serve([plain, plain]);
	const draft = { id: "i-1", step: "1", option: "Approve", comment: "Zoë 𝄞" };
	const submission = {
		company_id: "4201",
		project_id: "77",
		id: "i-2",
		response: {
			current_step_occurrence_id: "1",
			selected_response_option_id: "2000",
		},
	};
	const text = `\uFEFF${JSON.stringify(draft)}\n\n${JSON.stringify(submission)}`;
	const stdin = Buffer.from(text, "utf16le");
	const run = await signoff(["bulk", "-", "--json"], { env, stdin });
	expect(run).toMatchObject({ code: 0, stderr: "" });
	expect(jsonLines(run).at(-1)).toEqual({
		summary: { rows: 2, kinds: { recorded: 2 }, failures: [] },
	});
	expect(jsonLines(run).find(({ row }) => row === 1)).toMatchObject({
		submission: { response: { comment: "Zoë 𝄞" } },
	});
});

test("--dry-run sends nothing and shows the outcome of each row", async () => {
	const { env, worlds } = await serve([plain, rejectedBefore]);
	const file = write("dry.csv", csv(["Approve", "Approve"]));
	const run = await signoff(["bulk", file, "--dry-run", "--json"], { env });
	const lines = jsonLines(run);
	expect(lines.at(-1)).toEqual({
		summary: {
			rows: 2,
			kinds: { recorded: 1, conflict: 1 },
			failures: [{ row: 2, kind: "conflict" }],
		},
	});
	expect(lines.find(({ row }) => row === 1)).toMatchObject({
		submission: { id: "i-1" },
		preview: { would: "recorded" },
	});
	expect(run.code).toBe(exitCodes.conflict);
	for (const world of worlds) {
		const received = await server.receivedRequests(world);
		expect(received.map(({ call }) => call)).not.toContain("submit");
	}
	const sent = await signoff(["bulk", file, "--json"], { env });
	expect(jsonLines(sent)).toHaveLength(3);
});

test("prints a table of failures for a person, with tabs if it is piped", async () => {
	const { env } = await serve([plain, decidedByBen]);
	const file = write("table.csv", csv(["Approve", "Approve"]));
	const run = await signoff(["bulk", file], { env });
	expect(run).toMatchObject({ code: exitCodes.superseded, stdout: "" });
	const [heading, row, total] = run.stderr.split("\n");
	expect(heading).toBe("ROW\tOUTCOME\tINSTANCE\tSTEP\tWHY");
	expect(row).toMatch(
		/^2\tsuperseded\ti-2\t1\tThe step is no longer current.+Ben Okri decided it\.$/,
	);
	expect(total).toBe("↷ 2 rows: 1 recorded, 1 superseded.");
});

test("shows a progress bar and the failures at a terminal", async () => {
	const { env } = await serve([plain, decidedByBen]);
	const file = write("bar.csv", csv(["Approve", "Approve"]));
	const terminal = openTerminal(["bulk", file], env);
	const { code, raw } = await terminal.ended;
	expect(code).toBe(exitCodes.superseded);
	expect(raw).toMatch(/░+ 0 of 2 rows/);
	expect(raw).toMatch(/2\s+superseded\s+i-2/);
});

test("Ctrl-C prints what is known, and the rows that were not begun are deferred", async () => {
	const hanging: RowWorld = {
		before: [],
		faults: [
			{
				call: "submit",
				nth: 1,
				fault: { kind: "reply_dropped", loss: "hang" },
			},
		],
	};
	const { env, worlds } = await serve([plain, hanging, plain]);
	const file = write("interrupted.csv", csv(Array(3).fill("Approve")));
	const args = ["bulk", file, "--json", "--concurrency", "1"];
	const { start } = await import("../../testing/run-cli.ts");
	const running = start(args, { env });
	const [, second] = worlds;
	if (second === undefined) throw new Error("There is no second world.");
	await vi.waitUntil(
		async () =>
			(await server.receivedRequests(second)).some(
				({ call }) => call === "submit",
			),
		{ timeout: 30_000 },
	);
	running.kill("SIGINT");
	const run = await running.ended;
	const lines = jsonLines(run);
	expect(lines.at(-1)).toEqual({
		summary: {
			rows: 3,
			kinds: { recorded: 1, deferred: 1, uncertain: 1 },
			failures: [
				{ row: 2, kind: "uncertain" },
				{ row: 3, kind: "deferred" },
			],
		},
	});
	expect(run.code).toBe(exitCodes.uncertain);
	const again = await signoff(args, { env });
	expect(again.code).toBe(0);
	expect(jsonLines(again).map(({ row }) => row)).toEqual([2, 3, undefined]);
	const { responses } = await server.settled(second);
	expect(responses).toHaveLength(1);
});

test("goes on if the reader of its output stops reading", async () => {
	const { env } = await serve(Array(30).fill(plain));
	const file = write("pipe.csv", csv(Array(30).fill("Approve")));
	const piped = await inShell(
		`{ signoff bulk ${file} --json --concurrency 1; echo "exit $?" >&2; } | head -n 1`,
		env,
	);
	expect(piped.stderr).toBe("exit 0\n");
	const again = await signoff(["bulk", file, "--json"], { env });
	expect(printed(again)).toEqual({
		summary: { rows: 30, kinds: { recorded: 30 }, failures: [] },
	});
});

test("stops with the first refused token", async () => {
	const { env, requests } = await serve(Array(40).fill(plain));
	const file = write("token.csv", csv(Array(40).fill("Approve")));
	const run = await signoff(["bulk", file, "--json", "--concurrency", "2"], {
		env: { ...env, SIGNOFF_TOKEN: "another-token" },
	});
	expect(run.code).toBe(exitCodes.unauthenticated);
	expect(await requests()).toBeLessThan(8);
});

const usage: [string, string[], RunOptions["stdin"], string][] = [
	["no file", [], "", "The file is missing"],
	[
		"a file that does not exist",
		["/nonexistent/secret-name.csv"],
		"",
		"it does not exist",
	],
	["a folder", ["/tmp"], "", "it is a folder"],
	["an empty file", ["-"], "", "it needs a header row"],
	[
		"a concurrency of 0",
		["-", "--concurrency", "0"],
		header,
		"a number from 1 to 64",
	],
	["a JSON list", ["-"], "[{}]", "one object on each line"],
	[
		"a file in Latin-1",
		["-"],
		Buffer.from(`${header}1,1,secret-é`, "latin1"),
		"UTF-8 or UTF-16",
	],
];

test.each(usage)(
	"refuses %s without repeating it",
	async (_, args, stdin, message) => {
		const run = await signoff(["bulk", ...args], {
			env: { SIGNOFF_TOKEN: "x", SIGNOFF_BASE_URL: "http://127.0.0.1:1" },
			stdin,
		});
		expect(run).toMatchObject({
			code: 2,
			stdout: "",
			stderr: expect.stringContaining(message),
		});
		expect(run.stderr).not.toContain("secret");
	},
);

test("a file without rows is done", async () => {
	const { env } = await serve([]);
	const run = await signoff(["bulk", "-", "--json"], { env, stdin: header });
	expect(printed(run)).toEqual({
		summary: { rows: 0, kinds: {}, failures: [] },
	});
	expect(run.code).toBe(0);
});

test.each<[string, object, string]>([
	["read_only", { read_only: true }, "allows reading only"],
	["max_batch", { max_batch: 1 }, "at most 1 answers at once"],
	["off_limits", { off_limits: ["77"] }, "Row 1: The config file allows no"],
])(
	"the guardrail %s refuses the file before anything is sent",
	async (_, config, message) => {
		const { env, requests } = await serve([plain, plain]);
		const file = write("guarded.csv", csv(["Approve", "Reject"]));
		for (const flags of [[], ["--dry-run"]]) {
			const run = await signoff(["bulk", file, ...flags], {
				env: { ...env, XDG_CONFIG_HOME: newConfigHome(config) },
			});
			expect(run).toMatchObject({
				code: 2,
				stderr: expect.stringContaining(message),
			});
		}
		expect(await requests()).toBe(0);
	},
);

test("the guardrails of response types refuse single rows", async () => {
	const { env, worlds } = await serve([plain, plain, plain]);
	const file = write(
		"types.csv",
		"instance_id,step_id,option,comment\ni-1,1,Approve,\ni-2,1,Reject,\ni-3,1,Reject,No.\n",
	);
	// The dry run first: it changes nothing.
	for (const flags of [["--dry-run"], []]) {
		const run = await signoff(["bulk", file, "--json", ...flags], {
			env: {
				...env,
				XDG_CONFIG_HOME: newConfigHome({ comment_required: ["reject"] }),
			},
		});
		expect(run.code).toBe(2);
		expect(jsonLines(run).at(-1)).toMatchObject({
			summary: {
				kinds: { recorded: 2, invalid: 1 },
				failures: [{ row: 2, kind: "invalid" }],
			},
		});
	}
	const [, second] = worlds;
	if (second === undefined) throw new Error("There is no second world.");
	expect((await server.record(second)).responses).toEqual([]);
});
