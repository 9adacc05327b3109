import { expect, test } from "vitest";
import { parseProblem } from "../../testing/client.ts";
import { company } from "../../testing/company.ts";
import { startEdge } from "../../testing/edge.ts";
import {
	createKeys,
	instance,
	instancePath,
	relayTo,
	sendTo,
	serviceIdentity,
	submitTo,
} from "../../testing/relay-client.ts";
import {
	type CallTreatment,
	isSubmit,
	startUpstream,
} from "../../testing/upstream-server.ts";

const login = "<!doctype html><title>Log in</title>";
const odd: Record<string, CallTreatment> = {
	"redirects every request": { status: 302, headers: { Location: "/login" } },
	"answers HTML with 200": {
		...{ status: 200, headers: { "Content-Type": "text/html" } },
		body: login,
	},
};

for (const [title, treatment] of Object.entries(odd))
	test(`an upstream that ${title} is no answer: reads and submissions are deferred, nothing is submitted`, async () => {
		const upstream = await startUpstream();
		const relay = await relayTo(upstream);
		upstream.treat(() => treatment);
		const reply = await submitTo(relay, { prefer: "wait=1" });
		expect([reply.status, parseProblem(reply).outcome?.kind]).toEqual([
			503,
			"deferred",
		]);
		expect(reply.headers.has("Retry-After")).toBe(true);
		expect(reply.text).not.toContain("Log in");
		expect(upstream.count("submit")).toBe(0);
		expect(upstream.received.every(({ path }) => path !== "/login")).toBe(true);
	});

test("an upstream that redirects the submit, and then answers, is settled", async () => {
	const upstream = await startUpstream();
	const relay = await relayTo(upstream);
	upstream.treat((call) =>
		isSubmit(call) && upstream.count("submit") === 1
			? { status: 307, headers: { Location: "/login" } }
			: "answer",
	);
	expect((await submitTo(relay)).status).toBe(204);
	expect(upstream.record(instance).responses).toHaveLength(1);
});

test("an upstream that is another edge is settled as any other, also a relay of a relay", async () => {
	const embedded = await startEdge(company());
	const inner = await relayTo(embedded);
	const outer = await relayTo(inner);
	const replies = [
		await submitTo(outer),
		await submitTo(outer),
		await submitTo(outer, { option: "2001" }),
	];
	expect(
		replies.map(({ status, headers }) => [
			status,
			headers.get("Idempotency-Replayed"),
		]),
	).toEqual([
		[204, "false"],
		[204, "true"],
		[422, null],
	]);
	const direct = await sendTo(embedded, instancePath);
	const relayed = await sendTo(outer, instancePath);
	expect(JSON.parse(relayed.text)).toEqual(JSON.parse(direct.text));
	expect((await submitTo(outer, { token: "unknown" })).status).toBe(401);
	const dan = { token: "dan-token" };
	expect((await submitTo(outer, dan)).status).toBe(
		(await submitTo(embedded, dan)).status,
	);
});

test("a full queue is a 503 with Retry-After, and takes requests again when it has room", async () => {
	const upstream = await startUpstream();
	const { keys, records } = await createKeys({ erp: {}, crm: {} });
	const relay = await relayTo(upstream, {
		...{ queue: 2, identity: serviceIdentity(records) },
	});
	upstream.treat((call) => (isSubmit(call) ? "hold" : "answer"));
	const token = keys.erp;
	const waiting = [
		submitTo(relay, { token }),
		submitTo(relay, { token: keys.crm }),
	];
	await expect.poll(() => upstream.count("submit")).toBe(2);
	const before = upstream.received.length;
	for (const full of [
		await submitTo(relay, { token, option: "2001" }),
		await submitTo(relay, { token, prefer: "respond-async" }),
		await sendTo(relay, instancePath, { token }),
	])
		expect([
			full.status,
			full.headers.get("Retry-After"),
			parseProblem(full).outcome?.kind,
		]).toEqual([503, expect.stringMatching(/^\d$/), "deferred"]);
	expect(upstream.received.length).toBe(before);
	upstream.release();
	expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([
		204, 204,
	]);
	expect((await sendTo(relay, instancePath, { token })).status).toBe(200);
});

test("settlements without a waiting caller count in the queue as long as they run", async () => {
	const upstream = await startUpstream();
	const relay = await relayTo(upstream, { queue: 2 });
	upstream.treat((call) => (isSubmit(call) ? "hold" : "answer"));
	const prefer = "respond-async";
	expect((await submitTo(relay, { prefer })).status).toBe(202);
	await upstream.held();
	// The place of the settlement, and that of this request.
	expect((await sendTo(relay, instancePath)).status).toBe(200);
	const attached = submitTo(relay);
	await expect
		.poll(async () => (await sendTo(relay, instancePath)).status)
		.toBe(503);
	upstream.release();
	expect((await attached).status).toBe(204);
	await expect
		.poll(async () => (await sendTo(relay, instancePath)).status)
		.toBe(200);
});

test("a submission whose wait is short ends in time, also while its key's permission is read", async () => {
	const upstream = await startUpstream();
	const { keys, records } = await createKeys({ erp: {} });
	const relay = await relayTo(upstream, { identity: serviceIdentity(records) });
	upstream.treat(() => "hold");
	const startedAt = performance.now();
	const reply = await submitTo(relay, { token: keys.erp, prefer: "wait=1" });
	expect([reply.status, parseProblem(reply).outcome?.kind]).toEqual([
		503,
		"deferred",
	]);
	expect(performance.now() - startedAt).toBeLessThan(10_000);
});
