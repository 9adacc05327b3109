import { expect, test } from "vitest";
import { parseProblem, wireBody } from "../../testing/client.ts";
import {
	createKeys,
	instancePath,
	relayTo,
	type SubmitChanges,
	sendTo,
	serviceIdentity,
	submitTo,
} from "../../testing/relay-client.ts";
import { startUpstream } from "../../testing/upstream-server.ts";

const tooLong = "x".repeat(1_048_577);

/** Requests with fewer and fewer faults, so that each status shows which check comes first. */
function worseAndWorse(good: string, outside: string | null): SubmitChanges[] {
	const other = { Authorization: null };
	const type = { "Content-Type": "text/plain" };
	return [
		{ headers: { ...other, ...type }, body: tooLong },
		{ token: good, headers: type, body: tooLong },
		{ token: good, body: tooLong },
		{ token: good, body: { response: {} } },
		...(outside === null ? [] : [{ token: outside }]),
	];
}

test("with service, a request is refused in order before the upstream is called: 401, 415, 413, 400, 403", async () => {
	const upstream = await startUpstream();
	const { keys, records } = await createKeys({
		good: {},
		outside: { companies: ["4202"] },
	});
	const relay = await relayTo(upstream, { identity: serviceIdentity(records) });
	const statuses: number[] = [];
	for (const each of worseAndWorse(keys.good, keys.outside))
		statuses.push((await submitTo(relay, each)).status);
	expect(statuses).toEqual([401, 415, 413, 400, 403]);
	expect([upstream.received, upstream.login.requests]).toEqual([[], 0]);
});

test("with caller, a request is refused in order before the upstream is called: 401, 415, 413, 400, 404", async () => {
	const upstream = await startUpstream();
	const relay = await relayTo(upstream, { companies: ["4299"] });
	const statuses: number[] = [];
	for (const each of worseAndWorse("ada-token", "ada-token"))
		statuses.push((await submitTo(relay, each)).status);
	expect(statuses).toEqual([401, 415, 413, 400, 404]);
	expect(upstream.received).toEqual([]);
});

test("a key of a company that is not served is a 404, after the 403 of another company", async () => {
	const upstream = await startUpstream();
	const { keys, records } = await createKeys({ both: {} });
	const identity = serviceIdentity(records);
	const relay = await relayTo(upstream, { companies: ["4299"], identity });
	const reply = await submitTo(relay, { token: keys.both });
	expect(reply.status).toBe(404);
	expect(parseProblem(reply).outcome?.kind).toBe("not_found");
	expect(upstream.received).toEqual([]);
});

test("the other routes refuse before the upstream is called as well", async () => {
	const upstream = await startUpstream();
	const { keys, records } = await createKeys({
		outside: { companies: ["4202"] },
		reader: { responseTypes: [] },
	});
	const identity = serviceIdentity(records);
	const relay = await relayTo(upstream, { companies: ["4201"], identity });
	const at = async (path: string, token: string | null, body?: unknown) =>
		(
			await sendTo(relay, path, {
				token,
				...(body === undefined ? {} : { body }),
			})
		).status;
	const instances = instancePath.replace(/\/\d+$/, "");
	const item = { tool_type: "first", item_id: "9" };
	expect([
		await at(instancePath, null),
		await at(instancePath, "sgn_unknown_secret"),
		await at(instancePath, keys.outside),
		await at("/rest/v1.0/projects?company_id=4201", keys.outside),
		await at(instances, keys.outside, item),
		await at(instances, keys.reader, item),
		await at(
			`${instancePath}/responses/preview`,
			keys.outside,
			wireBody("1", "2000"),
		),
		await at("/signoff/v1/settlements/x", null),
		await at("/signoff/v1/settlements/x", keys.reader),
	]).toEqual([401, 401, 403, 403, 403, 403, 403, 401, 404]);
	expect([upstream.received, upstream.login.requests]).toEqual([[], 0]);
});
