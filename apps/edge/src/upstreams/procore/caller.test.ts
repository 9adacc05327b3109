import { expect, test } from "vitest";
import { parseProblem } from "../../testing/client.ts";
import {
	instance,
	instancePath,
	relayTo,
	sendTo,
	submitTo,
} from "../../testing/relay-client.ts";
import {
	type CallTreatment,
	isSubmit,
	type ReceivedCall,
	startUpstream,
	type UpstreamServer,
} from "../../testing/upstream-server.ts";

/** From now on the upstream refuses the token of Ada. */
function revoke(upstream: UpstreamServer): void {
	upstream.treat(({ token }) =>
		token === "ada-token" ? { status: 401 } : "answer",
	);
}

const holdSubmits = (call: ReceivedCall): CallTreatment =>
	isSubmit(call) ? "hold" : "answer";

test("a revoked token is a 401 although its owner is cached, and nothing is submitted", async () => {
	const upstream = await startUpstream();
	const relay = await relayTo(upstream);
	expect((await submitTo(relay)).status).toBe(204);
	revoke(upstream);
	const again = await submitTo(relay);
	expect([again.status, parseProblem(again).outcome?.kind]).toEqual([
		401,
		"unauthenticated",
	]);
	expect(again.headers.get("WWW-Authenticate")).not.toBeNull();
	expect((await submitTo(relay, { option: "2001" })).status).toBe(401);
	expect((await sendTo(relay, instancePath)).status).toBe(401);
	expect(upstream.count("submit")).toBe(1);
});

test("a revoked token receives no answer of a settlement that is under way", async () => {
	const upstream = await startUpstream();
	const relay = await relayTo(upstream);
	upstream.treat(holdSubmits);
	const first = submitTo(relay);
	await upstream.held();
	upstream.treat(() => ({ status: 401 }));
	expect((await submitTo(relay)).status).toBe(401);
	upstream.release();
	expect((await first).status).toBe(204);
	expect(upstream.count("submit")).toBe(1);
});

test("a revoked token receives no answer that is stored", async () => {
	const upstream = await startUpstream();
	const relay = await relayTo(upstream);
	const accepted = await submitTo(relay, { prefer: "respond-async" });
	const location = accepted.headers.get("Location") ?? "";
	await expect
		.poll(async () => (await sendTo(relay, location)).text)
		.toContain("recorded");
	revoke(upstream);
	const refused = await sendTo(relay, location);
	expect([refused.status, parseProblem(refused).outcome?.kind]).toEqual([
		401,
		"unauthenticated",
	]);
});

test("an identical submission attaches: each caller's token reads the instance, one submit is sent", async () => {
	const upstream = await startUpstream();
	const relay = await relayTo(upstream);
	upstream.treat(holdSubmits);
	const first = submitTo(relay);
	await upstream.held();
	const reads = upstream.received.length;
	const second = submitTo(relay);
	await expect.poll(() => upstream.received.length).toBe(reads + 1);
	upstream.release();
	expect([(await first).status, (await second).status]).toEqual([204, 204]);
	expect(upstream.count("submit")).toBe(1);
	expect(upstream.record(instance).responses).toHaveLength(1);
});

test("another response meanwhile is a 503 with Retry-After, and another person's is settled", async () => {
	const upstream = await startUpstream();
	const relay = await relayTo(upstream);
	upstream.treat(({ token, ...call }) =>
		token === "ada-token" ? holdSubmits({ token, ...call }) : "answer",
	);
	const first = submitTo(relay);
	await upstream.held();
	const other = await submitTo(relay, { option: "2001" });
	expect([other.status, other.headers.get("Retry-After")]).toEqual([
		503,
		expect.stringMatching(/^\d$/),
	]);
	expect(parseProblem(other).outcome?.kind).toBe("deferred");
	expect((await submitTo(relay, { token: "bob-token" })).status).toBe(204);
	upstream.release();
	await first;
	expect(upstream.record(instance).responses[0]).toMatchObject({
		person: { login: "bob@harbor.example" },
	});
});

test("a caller that hangs up stops nothing", async () => {
	const upstream = await startUpstream();
	const relay = await relayTo(upstream);
	upstream.treat(holdSubmits);
	const hungUp = new AbortController();
	const first = fetch(`${relay.url}${instancePath}/responses`, {
		...{ method: "POST", signal: hungUp.signal },
		headers: {
			Authorization: "Bearer ada-token",
			"Content-Type": "application/json",
			"Procore-Company-Id": "4201",
		},
		body: JSON.stringify({
			response: {
				...{ current_step_occurrence_id: "3", attachments: {} },
				selected_response_option_id: "2000",
			},
		}),
	});
	await upstream.held();
	hungUp.abort();
	await expect(first).rejects.toThrow("aborted");
	upstream.release();
	await expect.poll(() => upstream.record(instance).responses.length).toBe(1);
	const again = await submitTo(relay);
	expect([again.status, again.headers.get("Idempotency-Replayed")]).toEqual([
		204,
		"true",
	]);
});
