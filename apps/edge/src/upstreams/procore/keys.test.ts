import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseProblem } from "../../testing/client.ts";
import { prefixes } from "../../testing/company.ts";
import { temporaryFolder } from "../../testing/edge-process.ts";
import {
	createKeys,
	instance,
	instancePath,
	relayTo,
	sendTo,
	serviceIdentity,
	submitTo,
} from "../../testing/relay-client.ts";
import { isSubmit, startUpstream } from "../../testing/upstream-server.ts";

async function world() {
	const upstream = await startUpstream();
	const { keys, records } = await createKeys({
		erp: {},
		other: {},
		expired: { expiresAt: Date.now() - 1 },
		reader: { responseTypes: [] },
		rejecter: { responseTypes: ["Reject"] },
		tower: { projects: ["78"] },
		pier: { projects: ["77"], responseTypes: ["APPROVE"] },
		revoked: {},
	});
	const kept = records.filter(({ name }) => name !== "revoked");
	const relay = await relayTo(upstream, { identity: serviceIdentity(kept) });
	return { upstream, keys, relay };
}

test("a key that is revoked or has expired is a 401, and nothing reaches the upstream", async () => {
	const { upstream, keys, relay } = await world();
	for (const token of [keys.revoked, keys.expired, `${keys.erp.slice(0, -1)}_`])
		expect((await submitTo(relay, { token })).status).toBe(401);
	expect([upstream.received, upstream.login.requests]).toEqual([[], 0]);
});

test("a key that may read only is a 403, and nothing reaches the upstream; its reads are answered", async () => {
	const { upstream, keys, relay } = await world();
	const token = keys.reader;
	const refused = await submitTo(relay, { token });
	expect([
		refused.status,
		parseProblem(refused).error.details[0],
	]).toMatchObject([403, { reason_code: "KEY_READ_ONLY" }]);
	expect(upstream.received).toEqual([]);
	const read = await sendTo(relay, instancePath, { token });
	expect(read.status).toBe(200);
});

test("a key without the option's response type is a 403: the type is read, and no submit reaches the upstream", async () => {
	const { upstream, keys, relay } = await world();
	const refused = await submitTo(relay, { token: keys.rejecter });
	expect([
		refused.status,
		parseProblem(refused).error.details[0],
	]).toMatchObject([403, { reason_code: "KEY_OUTSIDE_RESPONSE_TYPE" }]);
	const unknown = await submitTo(relay, {
		...{ token: keys.rejecter, option: "31" },
	});
	expect(unknown.status).toBe(403);
	expect(upstream.received.filter(isSubmit)).toEqual([]);
	expect(upstream.received.map(({ method }) => method)).toEqual(["GET", "GET"]);
	const rejected = await submitTo(relay, {
		...{ token: keys.rejecter, option: "2002" },
	});
	expect(rejected.status).toBe(204);
	expect(upstream.record(instance).responses).toMatchObject([
		{ option: { response_type: "reject" } },
	]);
});

test("a key that is bound to a project covers neither another project nor the company", async () => {
	const { upstream, keys, relay } = await world();
	const read = (path: string, token: string) => sendTo(relay, path, { token });
	const refused = [
		await submitTo(relay, { token: keys.tower }),
		await read(instancePath, keys.tower),
		await read(`${prefixes.company}/tools`, keys.tower),
	];
	expect(refused.map(({ status }) => status)).toEqual([403, 403, 403]);
	expect(upstream.received).toEqual([]);
	expect((await submitTo(relay, { token: keys.pier })).status).toBe(204);
});

test("the upstream sees the service account, never a key", async () => {
	const { upstream, keys, relay } = await world();
	expect((await submitTo(relay, { token: keys.erp })).status).toBe(204);
	expect(new Set(upstream.received.map(({ token }) => token))).toEqual(
		new Set(["service-1"]),
	);
	expect(upstream.login.requests).toBe(1);
});

test("a second key's same answer is unchanged, since both are one person", async () => {
	const { keys, relay } = await world();
	const replies = [
		await submitTo(relay, { token: keys.erp }),
		await submitTo(relay, { token: keys.other }),
	];
	expect(
		replies.map(({ status, headers }) => [
			status,
			headers.get("Idempotency-Replayed"),
		]),
	).toEqual([
		[204, "false"],
		[204, "true"],
	]);
});

test("another key's settlement id is a 404, and nothing reaches the upstream", async () => {
	const { upstream, keys, relay } = await world();
	const accepted = await submitTo(relay, {
		...{ token: keys.erp, prefer: "respond-async" },
	});
	expect(accepted.status).toBe(202);
	const location = accepted.headers.get("Location") ?? "";
	const get = (token: string) => sendTo(relay, location, { token });
	await expect
		.poll(async () => JSON.parse((await get(keys.erp)).text))
		.toMatchObject({ state: "settled", outcome: { kind: "recorded" } });
	const before = upstream.received.length;
	expect((await get(keys.other)).status).toBe(404);
	expect((await get(keys.reader)).status).toBe(404);
	expect(upstream.received.length).toBe(before);
});

test("a key that is taken out of the file is refused from then on, also through a renamed file", async () => {
	const upstream = await startUpstream();
	const { keys, records } = await createKeys({ first: {}, second: {} });
	const folder = await temporaryFolder();
	const path = join(folder, "keys.json");
	await writeFile(path, JSON.stringify(records));
	const relay = await relayTo(upstream, {
		identity: serviceIdentity({ kind: "file", path }),
	});
	const status = async (token: string) =>
		(await sendTo(relay, instancePath, { token })).status;
	expect([await status(keys.first), await status(keys.second)]).toEqual([
		200, 200,
	]);
	await writeFile(`${path}.new`, JSON.stringify(records.slice(1)));
	await rename(`${path}.new`, path);
	await expect.poll(() => status(keys.first), { timeout: 5_000 }).toBe(401);
	expect(await status(keys.second)).toBe(200);
	expect(relay.logged).toEqual([]);
});
