import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import {
	instance,
	instancePath,
	personAda,
} from "../testing/sample-instance.ts";
import {
	type ReceivedRequest,
	type StubReply,
	serve,
} from "../testing/stub-server.ts";

const childFile = join(import.meta.dirname, "../testing/settle-child.ts");

/** A server that records the first response, and replies to repeats as the contract says. */
function recordingApi(): {
	recorded: string[];
	handle: (request: ReceivedRequest) => StubReply;
} {
	const recorded: string[] = [];
	function handle({ method, path, body }: ReceivedRequest): StubReply {
		if (method === "POST") {
			const isRepeat = recorded.length > 0;
			if (!isRepeat) recorded.push(body);
			else if (recorded[0] !== body) return { kind: "reply", status: 422 };
			const headers = { "Idempotency-Replayed": String(isRepeat) };
			return { kind: "reply", status: 204, headers };
		}
		if (path === "/rest/v1.0/me")
			return { kind: "reply", status: 200, body: personAda };
		if (path !== instancePath) return { kind: "reply", status: 404 };
		const row = { option: "Approve", comment: "Looks good ✓" } as const;
		const shown = instance(recorded.length > 0 ? row : null);
		return { kind: "reply", status: 200, body: { data: shown } };
	}
	return { recorded, handle };
}

/** Runs a child until it sends this message, then kills it; returns every message. */
async function runUntil(
	child: ChildProcess,
	last: string | null,
): Promise<unknown[]> {
	const messages: unknown[] = [];
	const exited = once(child, "exit");
	child.on("message", (message) => {
		messages.push(message);
		if (message === last) child.kill("SIGKILL");
		else child.send("go on");
	});
	const [code, signal] = await exited;
	expect([code, signal]).toEqual(last === null ? [0, null] : [null, "SIGKILL"]);
	return messages;
}

test.each([
	"saving read_me",
	"saved read_me",
	"saving read_instance",
	"saved read_instance",
	"saving submit",
	"saved submit",
	"saving finish",
	"saved finish",
])(
	"a process killed at `%s` is continued by another one: recorded once",
	{ timeout: 60_000 },
	async (moment) => {
		const folder = mkdtempSync(join(tmpdir(), "signoff-"));
		onTestFinished(() => rmSync(folder, { recursive: true }));
		const { recorded, handle } = recordingApi();
		const server = await serve(handle);
		const args = [server.url, join(folder, "state.json")];
		await runUntil(fork(childFile, args), moment);
		const messages = await runUntil(fork(childFile, args), null);
		// The request of the state that was saved counts as sent without a response.
		const hasRequest = !["saving read_me", "saved finish"].includes(moment);
		const lost = expect.objectContaining({ status: null });
		expect(messages.at(-1)).toMatchObject({
			kind: "settled",
			outcome: {
				kind: expect.stringMatching(/^(recorded|accepted)$/),
				attempts: hasRequest
					? expect.arrayContaining([lost])
					: expect.not.arrayContaining([lost]),
			},
		});
		expect(recorded).toHaveLength(1);
		const posts = server.requests.filter(({ method }) => method === "POST");
		expect(posts).toHaveLength(moment === "saving finish" ? 2 : 1);
	},
);
