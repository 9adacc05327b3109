import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { exitCodes } from "@signoff/core";
import { expect, onTestFinished, test, vi } from "vitest";
import { instanceFor } from "../testing/instance.ts";
import { jsonLines, signoff, start } from "../testing/run-cli.ts";
import { newStateHome } from "../testing/state-home.ts";
import {
	type ReceivedRequest,
	type StubReply,
	startStubServer,
} from "../testing/stub-server.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

/** An API with any number of instances; `post` replies to what is sent. */
async function serve(post: (request: ReceivedRequest) => StubReply) {
	const stub = await startStubServer((request) => {
		if (request.method === "POST") return post(request);
		if (request.path.startsWith("/rest/v1.0/me"))
			return {
				status: 200,
				body: { id: 101, login: "ada@harbor.example", name: "Ada Byron" },
			};
		const [, id] = /instances\/(\w+)/.exec(request.path) ?? [];
		return { status: 200, body: { data: instanceFor("Review", id) } };
	});
	onTestFinished(stub.stop);
	const env = {
		SIGNOFF_BASE_URL: stub.url,
		SIGNOFF_TOKEN: "ada-token",
		SIGNOFF_COMPANY_ID: "4201",
		SIGNOFF_PROJECT_ID: "77",
		XDG_STATE_HOME: newStateHome(),
	};
	const posts = (end: string): ReceivedRequest[] =>
		stub.requests.filter(
			({ method, path }) => method === "POST" && path.endsWith(end),
		);
	return { stub, env, posts };
}

function rows(count: number): string {
	const lines = Array.from({ length: count }, (_, at) => `${at + 1},1,Approve`);
	return `instance_id,step_id,option\n${lines.join("\n")}\n`;
}

test("rows that meet the server's limit are sent again when it allows it", async () => {
	let refused = 0;
	const { env, posts } = await serve(() =>
		refused++ < 2
			? { status: 429, headers: { "retry-after": "1" } }
			: { status: 204 },
	);
	const args = ["bulk", "-", "--json", "--wait", "1"];
	const run = await signoff(args, { env, stdin: rows(4) });
	expect(jsonLines(run).at(-1)).toEqual({
		summary: { rows: 4, kinds: { recorded: 4 }, failures: [] },
	});
	expect(jsonLines(run)).toHaveLength(5);
	expect(posts("/responses")).toHaveLength(6);
});

test("once the token is refused, nothing more is sent", async () => {
	let sent = 0;
	const { stub, env } = await serve(() =>
		++sent > 2 ? { status: 401 } : { status: 204 },
	);
	const args = ["bulk", "-", "--json", "--concurrency", "1"];
	const run = await signoff(args, { env, stdin: rows(40) });
	expect(run.code).toBe(exitCodes.unauthenticated);
	expect(jsonLines(run).at(-1)).toMatchObject({
		summary: { rows: 40, kinds: { recorded: 2, unauthenticated: 38 } },
	});
	expect(stub.requests.length).toBeLessThan(15);
});

test("a limit that does not end leaves the rows deferred", async () => {
	const { env } = await serve(() => ({
		status: 429,
		headers: { "retry-after": "1" },
	}));
	const args = ["bulk", "-", "--json", "--wait", "1"];
	const run = await signoff(args, { env, stdin: rows(2) });
	expect(run.code).toBe(exitCodes.deferred);
	expect(jsonLines(run).at(-1)).toMatchObject({
		summary: { kinds: { deferred: 2 } },
	});
});

test("files are uploaded once, also if several rows attach them, and attached after a run that was killed", async () => {
	let isKilled = false;
	const { stub, env, posts } = await serve(({ path }) => {
		if (path.endsWith("/uploads"))
			return {
				status: 201,
				body: {
					uuid: "u-1",
					url: `${stub.url}/storage`,
					fields: { key: "k" },
				},
			};
		if (path === "/storage") return { status: 204 };
		return isKilled ? { status: 204 } : "hang";
	});
	const folder = newStateHome();
	const plan = join(folder, "plan.txt");
	writeFileSync(plan, "PLAN");
	const list = join(folder, "list.csv");
	writeFileSync(
		list,
		`instance_id,step_id,option,files\n1,1,Approve,${plan}\n2,1,Approve,${plan}\n`,
	);
	const args = ["bulk", list, "--json"];
	const first = start(args, { env });
	await vi.waitUntil(() => posts("/responses").length === 2, {
		timeout: 30_000,
	});
	first.kill("SIGKILL");
	await first.ended;
	isKilled = true;
	const before = stub.requests.length;
	const run = await signoff(args, { env });
	expect(jsonLines(run).at(-1)).toMatchObject({
		summary: { rows: 2, failures: [] },
	});
	expect(posts("/uploads")).toHaveLength(1);
	expect(posts("/storage")).toHaveLength(1);
	for (const { body } of posts("/responses"))
		expect(JSON.parse(body)).toMatchObject({
			response: { attachments: { upload_ids: ["u-1"] } },
		});
	// The options are not looked up again.
	const reads = stub.requests
		.slice(before)
		.filter(({ path }) => path.includes("/instances/"))
		.filter(({ method }) => method === "GET");
	expect(reads).toEqual([]);
});

test("a second process with the same file is refused while the first one runs", async () => {
	const { stub, env, posts } = await serve(() => "hang");
	const stdin = rows(1);
	const sending = stub.next("POST");
	const first = start(["bulk", "-"], { env, stdin });
	await sending;
	const second = await signoff(["bulk", "-"], { env, stdin });
	expect(second.code).toBe(exitCodes.invalid);
	expect(second.stderr).toContain("in use by another process");
	expect(posts("/responses")).toHaveLength(1);
	first.kill("SIGKILL");
	await first.ended;
});
