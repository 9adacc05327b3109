import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { ApiKeyRecord } from "./api-keys/record.ts";
import { parseApiKeyRecords } from "./api-keys/record.ts";
import { runCommand } from "./cli/run.ts";
import { parseProblem, sendRequest, wireBody } from "./testing/client.ts";
import { prefixes } from "./testing/company.ts";
import { runEdge, serveEdge, temporaryFolder } from "./testing/edge-process.ts";
import { isSubmit, startUpstream } from "./testing/upstream-server.ts";

/** A key as a platform engineer makes it, with the command. */
async function createKey(
	...options: string[]
): Promise<{ key: string; record: ApiKeyRecord }> {
	let out = "";
	await runCommand(["keys", "create", "--name", "ERP", ...options], {
		env: {},
		writeOut: (text) => {
			out += text;
		},
		writeError: (text) => {
			throw new Error(text);
		},
		stopRequested: async () => {},
	});
	const { key, record } = JSON.parse(out);
	const parsed = parseApiKeyRecords([record]);
	if (parsed.kind === "invalid" || parsed.value[0] === undefined)
		throw new Error("The record is not valid.");
	return { key, record: parsed.value[0] };
}

/** A relay as a process, with a service account and a keys file. */
async function startRelay(records: ApiKeyRecord[]) {
	const upstream = await startUpstream();
	const file = join(await temporaryFolder(), "keys.json");
	await writeFile(file, JSON.stringify(records));
	const edge = await serveEdge(
		[
			...["--upstream", "procore", "--companies", "4201,4202"],
			...["--procore-url", upstream.url, "--login-url", upstream.url],
			...["--identity", "service", "--keys", file],
			...["--cors-origin", "https://app.example"],
		],
		{
			PROCORE_CLIENT_ID: "client",
			PROCORE_CLIENT_SECRET: "client-secret",
			SIGNOFF_SEAL_KEY: Buffer.alloc(32, 1).toString("base64"),
		},
	);
	return { ...edge, file, upstream };
}

const me = "/rest/v1.0/me";
const instance = `${prefixes.project}/instances/9201`;

test("a relay answers the keys of its file within their scope, and asks Procore as the service account", async () => {
	const keys = {
		project: await createKey("--company", "4201", "--project", "77"),
		approve: await createKey("--company=4201", "--response-type=Approve"),
		other: await createKey("--company", "4203"),
		expired: await createKey("--company", "4201", "--expires", "1d"),
		unlisted: await createKey("--company", "4201"),
	};
	const { project, approve, other, expired, unlisted } = keys;
	const past = { ...expired.record, expires_at: "2026-01-01T00:00:00Z" };
	const edge = await startRelay([
		...[project, approve, other].map(({ record }) => record),
		past,
	]);
	const { upstream } = edge;
	const body = wireBody("1", "2001");
	const get = (path: string, token: string | null) =>
		sendRequest(edge.url + path, { token });

	for (const token of [null, "ada-token", unlisted.key, expired.key])
		expect((await get(instance, token)).status).toBe(401);
	for (const [token, path, code] of [
		[project.key, prefixes.company, "KEY_OUTSIDE_COMPANY_LEVEL"],
		[project.key, prefixes.project.replace("77", "78"), "KEY_OUTSIDE_PROJECT"],
		[other.key, prefixes.project, "KEY_OUTSIDE_COMPANY"],
	] as const) {
		const reply = await get(`${path}/instances/9201`, token);
		expect([reply.status, reply.text]).toEqual([
			403,
			expect.stringContaining(code),
		]);
	}
	const readOnly = await sendRequest(`${edge.url}${instance}/responses`, {
		...{ token: project.key, body },
	});
	expect([readOnly.status, parseProblem(readOnly).outcome]).toMatchObject([
		403,
		{ reason: { code: "KEY_READ_ONLY" } },
	]);
	expect([upstream.received, upstream.login.requests]).toEqual([[], 0]);

	const read = await get(instance, project.key);
	expect([read.status, JSON.parse(read.text).data.id]).toEqual([200, "9201"]);
	const step = JSON.parse(read.text).data.current_step_occurrence.id;
	const forbidden = await sendRequest(`${edge.url}${instance}/responses`, {
		...{ token: approve.key, body: wireBody(String(step), "2001") },
	});
	expect([forbidden.status, parseProblem(forbidden).outcome]).toMatchObject([
		403,
		{ reason: { code: "KEY_OUTSIDE_RESPONSE_TYPE" } },
	]);
	const permitted = await sendRequest(`${edge.url}${instance}/responses`, {
		...{ token: approve.key, body: wireBody(String(step), "2000") },
	});
	expect(permitted.status).toBe(204);
	expect(upstream.received.filter(isSubmit)).toHaveLength(1);
	expect(new Set(upstream.received.map(({ token }) => token))).toEqual(
		new Set(["service-1"]),
	);

	const { code, err } = await edge.end("SIGTERM");
	expect(code).toBe(0);
	const logged = err.split("\n").flatMap((line) => {
		const { key, status } = line === "" ? {} : JSON.parse(line);
		return status === 204 ? [key] : [];
	});
	expect(logged).toEqual([approve.record.id]);
	for (const { key } of Object.values(keys)) expect(err).not.toContain(key);
	for (const secret of ["client-secret", "service-1"])
		expect(err).not.toContain(secret);
});

test("a record that is taken out of the file is revoked, and a new one is accepted", async () => {
	const first = await createKey("--company", "4201");
	const second = await createKey("--company", "4201");
	const edge = await startRelay([first.record]);
	const status = async (token: string): Promise<number> =>
		(await sendRequest(edge.url + me, { token })).status;
	expect([await status(first.key), await status(second.key)]).toEqual([
		200, 401,
	]);
	await writeFile(`${edge.file}.new`, JSON.stringify([second.record]));
	await rename(`${edge.file}.new`, edge.file);
	await vi.waitFor(async () => expect(await status(first.key)).toBe(401), {
		timeout: 20_000,
	});
	expect(await status(second.key)).toBe(200);
});

test("a relay's pages of other origins are those that are named", async () => {
	const { key, record } = await createKey("--company", "4201");
	const edge = await startRelay([record]);
	for (const [Origin, allowed] of [
		["https://app.example", "https://app.example"],
		["https://other.example", null],
	] as const) {
		const reply = await sendRequest(edge.url + me, {
			...{ token: key, headers: { Origin } },
		});
		expect([
			reply.status,
			reply.headers.get("Access-Control-Allow-Origin"),
		]).toEqual([200, allowed]);
	}
});

test("a keys file that is not valid is exit code 2", async () => {
	const file = join(await temporaryFolder(), "keys.json");
	await writeFile(file, '[{"hunter2":1}]');
	const { code, out, err } = await runEdge(
		[
			...["serve", "--port", "0", "--upstream", "procore"],
			...["--companies", "4201", "--identity", "service", "--keys", file],
		],
		{
			PROCORE_CLIENT_ID: "client",
			PROCORE_CLIENT_SECRET: "client-secret",
			SIGNOFF_SEAL_KEY: Buffer.alloc(32, 1).toString("base64"),
		},
	);
	expect([code, out, err]).toEqual([
		2,
		"",
		expect.stringContaining("The keys file is not valid: `0.id` is missing."),
	]);
	expect(err).not.toContain("hunter2");
});
