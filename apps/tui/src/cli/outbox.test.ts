import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exitCodes } from "@signoff/core";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { type Edge, startEdge } from "../testing/edge.ts";
import { replyToReads } from "../testing/instance.ts";
import { type LossyProxy, startLossyProxy } from "../testing/lossy-proxy.ts";
import {
	inShell,
	jsonLines,
	printed,
	type Run,
	signoff,
	start,
} from "../testing/run-cli.ts";
import { sampleCompany } from "../testing/sample-company.ts";
import { newStateHome } from "../testing/state-home.ts";
import { type StubServer, startStubServer } from "../testing/stub-server.ts";
import { openTerminal } from "../testing/terminal.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

let edge: Edge;

beforeAll(async () => {
	edge = await startEdge(
		sampleCompany(["9001", "9002", "9003", "9004", "9005"]),
	);
});
afterAll(() => edge.stop());

type Env = Record<string, string>;

function envFor(url: string): Env {
	return {
		SIGNOFF_BASE_URL: url,
		SIGNOFF_TOKEN: "ada-token",
		SIGNOFF_COMPANY_ID: "4201",
		SIGNOFF_PROJECT_ID: "77",
		XDG_STATE_HOME: newStateHome(),
	};
}

async function useProxy(...args: [number, number?]): Promise<LossyProxy> {
	const proxy = await startLossyProxy(edge.url, ...args);
	onTestFinished(() => proxy.stop());
	return proxy;
}

async function useStub(): Promise<StubServer> {
	const stub = await startStubServer(replyToReads("Review", { status: 204 }));
	onTestFinished(() => stub.stop());
	return stub;
}

const posts = ({ requests }: StubServer): number =>
	requests.filter(({ method }) => method === "POST").length;

// The edge numbers the steps in the order of its instances.
const firstStep = { 9001: "1", 9002: "2", 9003: "3", 9004: "4", 9005: "5" };

function respondTo(
	instance: keyof typeof firstStep,
	option: string,
	...more: string[]
): string[] {
	return [
		...["respond", "--instance", String(instance)],
		...["--step", firstStep[instance], "--option", option, ...more],
	];
}

async function logged(env: Env): Promise<Record<string, unknown>[]> {
	return jsonLines(await signoff(["log", "--json"], { env }));
}

// Seconds. A request may take half of it, also on a busy machine.
const wait = "4";

/** The last line that a run printed for a person: the command to run. */
function printedCommand({ stderr }: Run): string {
	return stderr.trimEnd().split("\n").at(-1) ?? "";
}

test("`until signoff respond …; do …; done` against a server that loses answers puts one response on record", async () => {
	const proxy = await useProxy(1, 9);
	const env = envFor(proxy.url);
	const command = `signoff ${respondTo(9001, "Approve", "--comment", "Fine", "--wait", "1").join(" ")}`;
	const run = await inShell(`until ${command}; do sleep 0.1; done`, env);
	expect(run.code).toBe(0);
	expect(run.stderr).toMatch(/uncertain|not certain|Nothing was recorded/);
	expect(await logged(env)).toMatchObject([
		{ state: "settled", item: "Requisition 49001", option: "Approve" },
	]);
	const again = await signoff(
		[...respondTo(9001, "Approve", "--comment", "Fine"), "--json"],
		{ env },
	);
	expect(printed(again)).toMatchObject({ kind: "unchanged" });
	const other = await signoff([...respondTo(9001, "Return"), "--json"], {
		env,
	});
	expect(printed(other)).toMatchObject({
		kind: "conflict",
		on_record: { option: { name: "Approve" }, comment: "Fine" },
	});
});

test("another answer to a step in doubt is refused with a command that settles the first one", async () => {
	const proxy = await useProxy(1);
	const env = envFor(proxy.url);
	const lost = await signoff(respondTo(9002, "Approve", "--wait", wait), {
		env,
	});
	expect(lost.code).toBe(exitCodes.uncertain);
	proxy.heal();
	const sent = proxy.posts.length;
	const refused = await signoff(respondTo(9002, "Return"), { env });
	expect(refused.code).toBe(exitCodes.invalid);
	expect(refused.stderr).toContain("is not settled: “Approve”");
	expect(proxy.posts).toHaveLength(sent);
	const settled = await inShell(printedCommand(refused), env);
	expect(settled.code).toBe(0);
	expect(settled.stdout).toContain(
		"Requisition 49002, Architectural review (step 2), Approve, instance 9002",
	);
});

test.each([
	["a comment of several lines", "It's\n$HOME `x`\u202e"],
	["a comment that begins with a dash", "-- fine"],
])("the printed command works for %s", async (_, comment) => {
	const instance = comment.startsWith("-") ? 9003 : 9004;
	const proxy = await useProxy(1);
	const env = envFor(proxy.url);
	const file = join(newStateHome(), "comment.txt");
	writeFileSync(file, `${comment}\n`);
	const lost = await signoff(
		respondTo(instance, "Approve", "--comment-file", file, "--wait", wait),
		{ env },
	);
	expect(lost.code).toBe(exitCodes.uncertain);
	expect(lost.stderr).not.toContain("\u202e");
	proxy.heal();
	const again = await inShell(printedCommand(lost), env);
	expect(again.code).toBe(0);
	const [entry, ...others] = await logged(env);
	expect(others).toEqual([]);
	expect(entry).toMatchObject({
		state: "settled",
		submission: { response: { comment } },
	});
});

const unusable: [string, (env: Env) => void, string][] = [
	[
		"a file that is not an outbox",
		({ XDG_STATE_HOME = "" }) => {
			mkdirSync(join(XDG_STATE_HOME, "signoff"));
			const file = join(XDG_STATE_HOME, "signoff", "outbox.db");
			writeFileSync(file, "x".repeat(8192));
		},
		"is not a database",
	],
	[
		"a state directory that cannot be created",
		({ XDG_STATE_HOME = "" }) =>
			writeFileSync(join(XDG_STATE_HOME, "signoff"), ""),
		"The state directory",
	],
];

test.each(unusable)("sends nothing with %s", async (_, prepare, message) => {
	const stub = await useStub();
	const env = envFor(stub.url);
	prepare(env);
	const run = await signoff(respondTo(9001, "Approve"), { env });
	expect(run).toMatchObject({ code: exitCodes.invalid, stdout: "" });
	expect(run.stderr).toContain(message);
	expect(stub.requests).toEqual([]);
});

test("sends nothing if the disk is full", async () => {
	const stub = await useStub();
	const env = envFor(stub.url);
	// A limit for the size of files stands for the end of the disk.
	const command = `signoff ${respondTo(9001, "Approve").join(" ")}`;
	const run = await inShell(`ulimit -f 2; ${command}`, env);
	expect(run.code).toBe(exitCodes.invalid);
	expect(run.stderr).toMatch(/The outbox .* cannot be|The disk is full/);
	expect(posts(stub)).toBe(0);
});

test("`--file` uploads a file once, and attaches it; a command that is repeated does not upload it again", async () => {
	const reads = replyToReads("Review", { status: 204 });
	let isLimited = true;
	const stub: StubServer = await startStubServer((request) => {
		if (request.path === "/rest/v1.1/projects/77/uploads")
			return {
				status: 201,
				body: {
					uuid: "u-77",
					url: `${stub.url}/storage`,
					fields: { key: "k" },
				},
			};
		if (request.path === "/storage") return { status: 204 };
		return request.method === "POST" && isLimited
			? { status: 429, headers: { "retry-after": "60" } }
			: reads(request);
	});
	onTestFinished(() => stub.stop());
	const env = envFor(stub.url);
	const file = join(newStateHome(), "it's a plan.txt");
	writeFileSync(file, "PLAN");
	const sent = await signoff(
		respondTo(9001, "Approve", "--file", file, "--wait", wait),
		{ env },
	);
	expect(sent.code).toBe(exitCodes.deferred);
	isLimited = false;
	const again = await inShell(printedCommand(sent), env);
	expect(again.code).toBe(0);
	const bodies = (path: string): string[] =>
		stub.requests
			.filter((each) => each.method === "POST" && each.path.endsWith(path))
			.map(({ body }) => body);
	expect(bodies("/uploads")).toHaveLength(1);
	expect(bodies("/storage")).toEqual([expect.stringContaining("PLAN")]);
	const attached = { attachments: { upload_ids: ["u-77"] } };
	expect(bodies("/responses").map((body) => JSON.parse(body))).toMatchObject([
		{ response: attached },
		{ response: attached },
	]);
	const missing = await signoff(
		respondTo(9001, "Approve", "--file", "/nonexistent/secret.pdf"),
		{ env },
	);
	expect(missing.code).toBe(exitCodes.invalid);
	expect(missing.stderr).toMatch(/^(?!.*secret).*File 1 of `--file`/);
});

test("Ctrl-C before anything was sent: the answer is a draft, and nothing sends it later", async () => {
	const reads = replyToReads("Review", { status: 204 });
	const stub = await startStubServer((request) =>
		request.path.endsWith("/uploads") ? "hang" : reads(request),
	);
	onTestFinished(() => stub.stop());
	const env = envFor(stub.url);
	const file = join(newStateHome(), "plan.txt");
	writeFileSync(file, "PLAN");
	const uploading = stub.next("POST");
	const running = start(respondTo(9001, "Approve", "--file", file), { env });
	await uploading;
	running.kill("SIGINT");
	const run = await running.ended;
	expect(run.code).toBe(exitCodes.deferred);
	expect(run.stderr).toContain("kept as a draft, and nothing sends it");
	expect(await logged(env)).toEqual([]);
});

test("only the owner may read the outbox", async () => {
	const stub = await useStub();
	const env = envFor(stub.url);
	await signoff(respondTo(9001, "Approve"), { env });
	const { statSync } = await import("node:fs");
	const directory = join(env["XDG_STATE_HOME"] ?? "", "signoff");
	const mode = (path: string): number => statSync(path).mode & 0o777;
	expect(mode(directory)).toBe(0o700);
	expect(mode(join(directory, "outbox.db"))).toBe(0o600);
	expect(readFileSync(join(directory, "outbox.db"), "latin1")).not.toContain(
		"ada-token",
	);
});

test("at a terminal the current step is shown and must be confirmed, and the same command asks again", async () => {
	const env = envFor(edge.url);
	const args = ["respond", "--instance", "9005", "--option", "Approve"];
	const first = openTerminal(args, env, { columns: 100, rows: 24 });
	const question = await first.until("Type `yes`");
	expect(question).toContain(
		"Requisition 49005, Architectural review (step 5), Approve, instance 9005",
	);
	first.send("yes\r");
	const { code, after } = await first.ended;
	expect({ code, after }).toMatchObject({
		code: 0,
		after: expect.stringContaining("Your response is on record."),
	});
	const second = openTerminal(args, env, { columns: 100, rows: 24 });
	expect(await second.until("Type `yes`")).toContain("Payment");
	second.send("\r");
	const refused = await second.ended;
	expect(refused.code).toBe(exitCodes.invalid);
	expect(refused.after).toContain("Nothing was sent");
	expect(await logged(env)).toHaveLength(1);
});
