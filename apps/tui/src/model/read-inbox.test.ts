import { bearer, createClient, type WaitingStep } from "@signoff/sdk";
import { afterEach, expect, test } from "vitest";
import { instanceFor, replyToReads } from "../testing/instance.ts";
import {
	type StubReply,
	type StubServer,
	startStubServer,
} from "../testing/stub-server.ts";
import { type InboxContents, readInbox } from "./read-inbox.ts";

let stub: StubServer;
afterEach(() => stub.stop());

/** Reads an inbox of the instances 9001, 9002 and 9010, of which some have another reply. */
async function read(
	replies: Record<string, StubReply>,
	onFound?: (step: WaitingStep) => void,
): ReturnType<typeof readInbox> {
	const ids = ["9010", "9002", "9001"];
	const reads = replyToReads("Review", { status: 204 });
	stub = await startStubServer((request) => {
		const { path } = request;
		const id = path.split("/").at(-1) ?? "";
		if (ids.includes(id))
			return (
				replies[id] ?? { status: 200, body: { data: instanceFor("", id) } }
			);
		return path.includes("/instances?")
			? {
					status: 200,
					body: { data: ids.map((each) => instanceFor("", each)) },
				}
			: reads(request);
	});
	const client = createClient({
		auth: bearer("ada-token"),
		baseUrl: stub.url,
	});
	const { signal } = new AbortController();
	return readInbox(client, "4201", {
		watched: { kind: "all" },
		signal,
		...(onFound === undefined ? {} : { onFound }),
	});
}

function idsOf({ waiting }: InboxContents): string[] {
	return waiting.map(({ instance }) => instance.id);
}

test("sorts equally urgent steps by instance, whichever was found first", async () => {
	const found: string[] = [];
	const inbox = await read({}, ({ instance }) => found.push(instance.id));
	if (inbox.kind === "failed") throw new Error(inbox.message);
	expect(idsOf(inbox.value)).toEqual(["9001", "9002", "9010"]);
	expect(inbox.value.hidden).toBe(0);
	expect(found.sort()).toEqual(["9001", "9002", "9010"]);
});

test("counts the instances that this person may not see", async () => {
	const inbox = await read({
		"9001": { status: 403 },
		"9002": { status: 404 },
	});
	if (inbox.kind === "failed") throw new Error(inbox.message);
	expect(idsOf(inbox.value)).toEqual(["9010"]);
	expect(inbox.value.hidden).toBe(2);
});

test("fails with the outcome of an instance that cannot be read, after it found the others", async () => {
	const found: string[] = [];
	const inbox = await read(
		{ "9002": { status: 503, headers: { "retry-after": "600" } } },
		({ instance }) => found.push(instance.id),
	);
	expect(inbox).toMatchObject({
		kind: "failed",
		outcome: { kind: "deferred", reason: "unavailable" },
		message: expect.stringContaining("Reading the instance failed"),
	});
	expect(found.sort()).toEqual(["9001", "9010"]);
});
