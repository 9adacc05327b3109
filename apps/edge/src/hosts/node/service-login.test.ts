import { expect, test } from "vitest";
import { parseProblem } from "../../testing/client.ts";
import {
	createKeys,
	relayTo,
	sendTo,
	serviceIdentity,
	submitTo,
} from "../../testing/relay-client.ts";
import { startUpstream } from "../../testing/upstream-server.ts";

async function start(status: number) {
	const upstream = await startUpstream();
	upstream.login.status = status;
	const { keys, records } = await createKeys({ erp: {} });
	const relay = await relayTo(upstream, { identity: serviceIdentity(records) });
	const readiness = () => sendTo(relay, "/readyz", { token: null });
	return { upstream, relay, readiness, token: keys.erp };
}

test("a login server that is down at the start: the edge serves, /readyz names it, and it recovers by itself", async () => {
	const { upstream, relay, readiness, token } = await start(503);
	expect((await sendTo(relay, "/healthz", { token: null })).status).toBe(200);
	const down = await readiness();
	expect([down.status, parseProblem(down).detail]).toEqual([
		503,
		"Not ready to take submissions: the login server does not answer as it should.",
	]);
	expect(relay.logged[0]).toMatchObject({ fault: "login_failed" });
	const deferred = await submitTo(relay, { token, prefer: "wait=1" });
	expect([deferred.status, parseProblem(deferred).outcome?.kind]).toEqual([
		503,
		"deferred",
	]);
	expect(upstream.received).toEqual([]);
	upstream.login.status = 200;
	await expect
		.poll(async () => (await readiness()).status, { timeout: 10_000 })
		.toBe(200);
	expect((await submitTo(relay, { token })).status).toBe(204);
});

test("a login that is refused is named as well, and is the edge's own: its callers are deferred, not refused", async () => {
	const { upstream, relay, readiness, token } = await start(401);
	const refused = await readiness();
	expect([refused.status, parseProblem(refused).detail]).toEqual([
		503,
		"Not ready to take submissions: the login server refuses the service account.",
	]);
	const reply = await submitTo(relay, { token, prefer: "wait=1" });
	expect([reply.status, parseProblem(reply).outcome?.kind]).toEqual([
		503,
		"deferred",
	]);
	expect(upstream.received).toEqual([]);
});
