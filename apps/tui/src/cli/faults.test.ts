import { exitCodes, type OutcomeKind } from "@signoff/core";
import { afterEach, expect, test, vi } from "vitest";
import { replyToReads } from "../testing/instance.ts";
import { printed, signoff, start } from "../testing/run-cli.ts";
import {
	type ReceivedRequest,
	type StubReply,
	type StubServer,
	startStubServer,
} from "../testing/stub-server.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let stub: StubServer | undefined;

afterEach(async () => {
	await stub?.stop();
	stub = undefined;
});

async function serve(
	answer: (request: ReceivedRequest) => StubReply,
): Promise<{ env: Record<string, string> }> {
	stub = await startStubServer(answer);
	return {
		env: {
			SIGNOFF_BASE_URL: stub.url,
			SIGNOFF_TOKEN: "ada-token",
			SIGNOFF_COMPANY_ID: "4201",
		},
	};
}

// Seconds. A request may take half of it, also on a busy machine; what never gets an answer takes all of it.
const wait = "4";

const args = [
	"respond",
	"--instance",
	"9001",
	"--step",
	"1",
	"--option",
	"Approve",
	"--wait",
	wait,
	"--json",
];
const unprocessable = {
	status: 422,
	body: { error: { code: "UNPROCESSABLE_ENTITY", message: "No." } },
};

test.each<[OutcomeKind, string, StubReply]>([
	[
		"recorded",
		"a 204 after a read that showed our row unanswered",
		{ status: 204 },
	],
	["deferred", "429", { status: 429, headers: { "retry-after": "60" } }],
	["uncertain", "no answer", "hang"],
	[
		"forbidden",
		"403",
		{
			status: 403,
			body: { error: { code: "FORBIDDEN", message: "Not yours." } },
		},
	],
	["not_found", "404", { status: 404 }],
	["unauthenticated", "401", { status: 401 }],
	["invalid", "422 that no read explains", unprocessable],
])("exits with the code of %s on %s", async (kind, _, submitted) => {
	const run = await signoff(
		args,
		await serve(replyToReads("Review", submitted)),
	);
	expect(printed(run)).toMatchObject({ kind });
	expect(run.code).toBe(exitCodes[kind]);
});

test("reports `accepted` if it is not known whether the response is new", async () => {
	const reads = replyToReads("Review", { status: 204 });
	const runOptions = await serve((request) =>
		request.path.startsWith("/rest/v1.0/me") ? { status: 403 } : reads(request),
	);
	const run = await signoff(args, runOptions);
	expect(printed(run)).toMatchObject({ kind: "accepted" });
	expect(run.code).toBe(0);
});

test("sends a response with ids even if the instance cannot be read, but no name that cannot be looked up", async () => {
	const reads = replyToReads("Review", { status: 204 });
	const runOptions = await serve((request) =>
		request.method === "GET" && request.path.endsWith("/9001")
			? { status: 403, body: { error: { code: "FORBIDDEN", message: "No." } } }
			: reads(request),
	);
	const named = ["respond", "--instance", "9001", "--step", "1", "--json"];
	expect(
		printed(await signoff([...named, "--option", "2000"], runOptions)),
	).toMatchObject({ kind: "accepted" });
	expect(
		printed(await signoff([...named, "--option", "Approve"], runOptions)),
	).toMatchObject({ kind: "forbidden" });
	expect(stub?.requests.filter(({ method }) => method === "POST")).toHaveLength(
		1,
	);
});

test("finds the response on a step that has ended, without sending it again", async () => {
	const options = [{ id: "2000", name: "Approve", response_type: "approve" }];
	const mine = {
		id: "101",
		login: "ada@harbor.example",
		name: "Ada Byron",
		response: "Approve",
		response_type: "approve",
		comment: null,
		responded_at: "2026-01-02T00:00:00Z",
	};
	const step = {
		id: "0",
		uuid: "u-0",
		name: "First",
		started_at: null,
		ended_at: "2026-01-02T00:00:00Z",
		responses: [mine],
		available_response_options: options,
	};
	const history = {
		ended_at: null,
		history: [{ type: "ResponseStep", details: step }],
	};
	const reads = replyToReads("Review", { status: 204 });
	const runOptions = await serve((request) =>
		request.path.endsWith("/history")
			? { status: 200, body: { data: history } }
			: reads(request),
	);
	const run = await signoff(
		[
			"respond",
			"--instance",
			"9001",
			"--step",
			"0",
			"--option",
			"2000",
			"--json",
		],
		runOptions,
	);
	expect(printed(run)).toMatchObject({ kind: "unchanged" });
	expect(stub?.requests.map(({ method }) => method)).not.toContain("POST");
});

test("sends each request once if nothing goes wrong", async () => {
	await signoff(args, await serve(replyToReads("Review", { status: 204 })));
	const calls = stub?.requests
		.map(({ method, path }) => `${method} ${path.split("/").at(-1)}`)
		.sort();
	expect(calls).toEqual(["GET 9001", "GET me", "POST responses"]);
	expect(stub?.requests.map(({ token }) => token)).toEqual(
		Array(3).fill("Bearer ada-token"),
	);
});

test.each<[OutcomeKind, StubReply]>([
	["uncertain", "hang"],
	["deferred", { status: 429, headers: { "retry-after": "60" } }],
])(
	"prints the command that sends the same response again if it is %s",
	async (kind, submitted) => {
		const runOptions = await serve(replyToReads("Review", submitted));
		const run = await signoff(args, runOptions);
		expect(printed(run)).toMatchObject({ kind });
		expect(run.stderr).toBe(
			[
				"  It stays in the outbox, and the app sends it again by itself. To send it again now, run:",
				`    signoff respond --company-id 4201 --instance 9001 --step 1 --option 2000 --wait ${wait}`,
				"",
			].join("\n"),
		);
	},
);

test("is deferred if the connection is refused", async () => {
	const runOptions = await serve(() => ({ status: 204 }));
	await stub?.stop();
	stub = undefined;
	const run = await signoff(args, runOptions);
	expect(run.code).toBe(exitCodes.deferred);
	expect(printed(run)).toMatchObject({
		kind: "deferred",
		reason: "unreachable",
	});
});

test.each(["SIGINT", "SIGTERM"] as const)(
	"prints what is known so far on %s, before and during the submission",
	async (signal) => {
		const named = ["--instance", "9001", "--step", "1"];
		const runOptions = await serve(replyToReads("Review", "hang"));
		const posted = stub?.next("POST");
		const sending = start(
			["respond", ...named, "--option", "2000", "--json"],
			runOptions,
		);
		await posted;
		sending.kill(signal);
		const sent = await sending.ended;
		expect(printed(sent)).toMatchObject({ kind: "uncertain" });
		expect(sent.code).toBe(exitCodes.uncertain);
		await stub?.stop();
		const silent = await serve(() => "hang");
		const received = stub?.next("GET");
		const looking = start(
			["respond", ...named, "--option", "Approve", "--json"],
			silent,
		);
		await received;
		looking.kill(signal);
		const looked = await looking.ended;
		expect(printed(looked)).toMatchObject({ kind: "deferred" });
		expect(looked.code).toBe(exitCodes.deferred);
	},
);

// Makes parsing the base URL throw an error that contains the token.
const broken =
	"--import=data:text/javascript,URL.parse=()=>{throw%20Error('with'+process.env.SIGNOFF_TOKEN)}";

test("prints a fixed sentence for an unexpected error, and the error without the token only with SIGNOFF_DEBUG", async () => {
	const env = { SIGNOFF_TOKEN: "secret-token", NODE_OPTIONS: broken };
	const json = await signoff(args, { env });
	expect(json).toMatchObject({ code: 1, stderr: "" });
	expect(printed(json)).toEqual({
		error: {
			code: "unexpected",
			message: expect.stringContaining("unexpected"),
		},
	});
	const text = await signoff(["whoami"], { env });
	expect(text).toMatchObject({ code: 1, stdout: "" });
	expect(text.stderr).not.toContain("Error");
	const debug = await signoff(["whoami"], {
		env: { ...env, SIGNOFF_DEBUG: "1" },
	});
	expect(debug.stderr).toContain("Error: with[token]");
	expect(debug.stderr).not.toContain("secret-token");
});
