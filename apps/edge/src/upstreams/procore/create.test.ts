import { expect, test } from "vitest";
import { parseProblem } from "../../testing/client.ts";
import { prefixes } from "../../testing/company.ts";
import { relayTo, sendTo } from "../../testing/relay-client.ts";
import { startUpstream } from "../../testing/upstream-server.ts";

const path = `${prefixes.project}/instances`;
const body = { tool_type: "first", item_id: "900" };

test("an instance is created, and answered as the upstream answers", async () => {
	const upstream = await startUpstream();
	const relay = await relayTo(upstream);
	const created = await sendTo(relay, path, { body });
	expect(created.status).toBe(201);
	const { id } = JSON.parse(created.text).data;
	const read = await sendTo(relay, `${path}/${id}`);
	expect(JSON.parse(read.text).data).toMatchObject({ id, item_id: "900" });
});

test("a lost answer is a 504 with its own message, and the request is sent once", async () => {
	const upstream = await startUpstream();
	const relay = await relayTo(upstream);
	upstream.treat(() => "lose");
	const reply = await sendTo(relay, path, { body });
	expect([reply.status, parseProblem(reply).detail]).toEqual([
		504,
		"It is not certain whether the instance was created: look for it before you create it again.",
	]);
	expect(upstream.received).toHaveLength(1);
	upstream.treat(() => ({ status: 502, body: "<html>" }));
	expect((await sendTo(relay, path, { body })).status).toBe(504);
	expect(upstream.received).toHaveLength(2);
});

test("a refusal of the upstream is no lost answer", async () => {
	const upstream = await startUpstream();
	const relay = await relayTo(upstream);
	upstream.treat(() => ({
		...{ status: 422, headers: { "Content-Type": "application/json" } },
		body: JSON.stringify({ error: { code: "X", message: "No." } }),
	}));
	expect((await sendTo(relay, path, { body })).status).toBe(422);
});
