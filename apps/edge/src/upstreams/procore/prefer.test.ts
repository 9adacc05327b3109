import { expect, test } from "vitest";
import { parseProblem, sendRequest } from "../../testing/client.ts";
import { company } from "../../testing/company.ts";
import { startEdge } from "../../testing/edge.ts";
import {
	firstStep,
	instance,
	instancePath,
	relayTo,
	sendTo,
	submitTo,
} from "../../testing/relay-client.ts";
import { isSubmit, startUpstream } from "../../testing/upstream-server.ts";

/** A few seconds at most, counted from the request's arrival. */
const soon = expect.stringMatching(/^\d$/);

const publicUrl = "https://edge.example";

/** A relay whose upstream holds submits until it is released. */
async function holding() {
	const upstream = await startUpstream();
	const relay = await relayTo(upstream, {}, { publicUrl });
	upstream.treat((call) => (isSubmit(call) ? "hold" : "answer"));
	return { upstream, relay };
}

function pathOf(location: string | null): string {
	expect(location).toMatch(
		/^https:\/\/edge\.example\/signoff\/v1\/settlements\/[0-9a-f]{64}$/,
	);
	return location?.slice(publicUrl.length) ?? "";
}

test("respond-async is a 202 with an address, which shows the settlement pending and then settled", async () => {
	const { upstream, relay } = await holding();
	const accepted = await submitTo(relay, { prefer: "respond-async" });
	expect([
		accepted.status,
		accepted.text,
		accepted.headers.get("Preference-Applied"),
		accepted.headers.get("Retry-After"),
	]).toEqual([202, "", "respond-async", soon]);
	const location = pathOf(accepted.headers.get("Location"));
	const again = await submitTo(relay, { prefer: "respond-async" });
	expect(again.status).toBe(202);
	expect(pathOf(again.headers.get("Location"))).toBe(location);

	await upstream.held();
	const id = location.split("/").at(-1);
	const pending = await sendTo(relay, location);
	expect([pending.status, pending.headers.get("Retry-After")]).toEqual([
		200,
		soon,
	]);
	expect(JSON.parse(pending.text)).toEqual({
		...{ id, state: "pending" },
		retry_at: expect.stringMatching(/Z$/),
	});
	upstream.release();
	await expect
		.poll(async () => JSON.parse((await sendTo(relay, location)).text))
		.toMatchObject({ id, state: "settled", outcome: { kind: "recorded" } });
	const settled = await sendTo(relay, location);
	expect(settled.headers.has("Retry-After")).toBe(false);
	expect(settled.headers.get("Cache-Control")).toBe("no-store");
	expect(upstream.count("submit")).toBe(1);
});

test("a settlement is a 404 to another person, as is one that does not exist", async () => {
	const { upstream, relay } = await holding();
	const accepted = await submitTo(relay, { prefer: "respond-async" });
	const location = pathOf(accepted.headers.get("Location"));
	const other = await sendTo(relay, location, { token: "bob-token" });
	const unknown = await sendTo(
		relay,
		`/signoff/v1/settlements/${"0".repeat(64)}`,
	);
	expect([other.status, unknown.status]).toEqual([404, 404]);
	expect(parseProblem(other).detail).toBe(parseProblem(unknown).detail);
	upstream.release();
});

test("respond-async with wait is answered with the outcome if it is known in time", async () => {
	const upstream = await startUpstream();
	const relay = await relayTo(upstream);
	const reply = await submitTo(relay, { prefer: "respond-async, wait=20" });
	expect([reply.status, reply.headers.get("Location")]).toEqual([204, null]);
});

test("respond-async with wait is accepted when the wait ends", async () => {
	const { upstream, relay } = await holding();
	const reply = await submitTo(relay, { prefer: "respond-async, wait=1" });
	expect(reply.status).toBe(202);
	upstream.release();
	const location = pathOf(reply.headers.get("Location"));
	await expect
		.poll(async () => (await sendTo(relay, location)).text)
		.toContain("recorded");
});

test("when the wait ends while a submit is under way, the answer is a 504 uncertain, and the settlement goes on", async () => {
	const { upstream, relay } = await holding();
	const reply = await submitTo(relay, { prefer: "wait=1" });
	expect([reply.status, parseProblem(reply).outcome?.kind]).toEqual([
		504,
		"uncertain",
	]);
	expect(reply.headers.has("Retry-After")).toBe(true);
	upstream.release();
	expect((await submitTo(relay)).status).toBe(204);
	expect(upstream.record(instance).responses).toHaveLength(1);
});

test("when the wait ends before a submit was sent, the answer is a 503 deferred, and nothing is submitted", async () => {
	const upstream = await startUpstream();
	const relay = await relayTo(upstream);
	upstream.treat(({ method, path }) =>
		method === "GET" && !path.endsWith("/me") ? "hold" : "answer",
	);
	const reply = await submitTo(relay, { prefer: "wait=1" });
	expect([reply.status, parseProblem(reply).outcome?.kind]).toEqual([
		503,
		"deferred",
	]);
	upstream.release();
	expect((await sendTo(relay, instancePath)).status).toBe(200);
	expect(upstream.count("submit")).toBe(0);
});

test("return=representation and preview answer alike on both upstreams", async () => {
	const upstream = await startUpstream();
	const embedded = await startEdge(company());
	const relay = await relayTo(upstream);
	const bodyOf = (text: string) => JSON.parse(text);
	for (const edge of [embedded, relay]) {
		const preview = await submitTo(edge, { path: "/responses/preview" });
		expect(preview.status).toBe(200);
		expect(bodyOf(preview.text)).toMatchObject({
			preview: { would: "recorded" },
			instance: { id: instance, current_step_occurrence: { id: firstStep } },
		});
		const prefer = "return=representation";
		const first = await submitTo(edge, { prefer });
		expect([first.status, first.headers.get("Preference-Applied")]).toEqual([
			200,
			prefer,
		]);
		expect(bodyOf(first.text)).toMatchObject({ outcome: { kind: "recorded" } });
		const conflict = await submitTo(edge, { prefer, option: "2001" });
		expect([conflict.status, bodyOf(conflict.text).outcome.kind]).toEqual([
			422,
			"conflict",
		]);
		const after = await submitTo(edge, { path: "/responses/preview" });
		expect(bodyOf(after.text)).toMatchObject({
			preview: { would: "unchanged" },
		});
	}
	expect(upstream.count("submit")).toBe(1);
	const refused = await submitTo(relay, {
		...{ path: "/responses/preview", token: "unknown-token" },
	});
	expect(refused.status).toBe(401);
	// Procore has no such path: a preview that reaches it is a 404.
	const procore = await sendRequest(
		`${upstream.url}${instancePath}/responses/preview`,
		{ body: {} },
	);
	expect(procore.status).toBe(404);
});
