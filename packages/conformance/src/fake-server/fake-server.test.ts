import { expect, expectTypeOf, test } from "vitest";
import {
	createFakeServer,
	type FakeServer,
	sampleCompany,
} from "../fake-server.ts";

const instances = "/rest/v2.0/companies/4201/projects/77/workflows/instances";
/** An instance of the sample company whose current step waits for Ada. */
const id = "9001";

function send(
	{ fetch, url }: FakeServer,
	path: string,
	body?: unknown,
	init: RequestInit = {},
): Promise<Response> {
	return fetch(url + path, {
		method: body === undefined ? "GET" : "POST",
		headers: {
			Authorization: "Bearer ada-token",
			"Procore-Company-Id": "4201",
			"Content-Type": "application/json",
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
		...init,
	});
}

function responseTo(server: FakeServer, rest: object = {}): unknown {
	return {
		response: {
			current_step_occurrence_id: server.record(id).current_step?.id,
			selected_response_option_id: "2000",
			attachments: {},
			...rest,
		},
	};
}

test("replies only what the contract documents", async () => {
	const server = createFakeServer();
	const body = responseTo(server);
	for (const _ of ["the first time", "again"]) {
		const reply = await send(server, `${instances}/${id}/responses`, body);
		expect(reply.status).toBe(204);
		expect(reply.headers.has("Idempotency-Replayed")).toBe(false);
		expect(reply.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
	}
	const other = {
		...Object(body),
		response: { ...Object(body).response, comment: "No." },
	};
	const conflict = await send(server, `${instances}/${id}/responses`, other);
	expect(conflict.status).toBe(422);
	expect(conflict.headers.get("Content-Type")).toBe("application/json");
	expect(await conflict.json()).toEqual({
		error: {
			code: "UNPROCESSABLE_ENTITY",
			message: expect.any(String),
			details: [
				{ reason_code: "CONFLICT", message: expect.any(String), source: null },
			],
		},
	});
});

test("the record has people, options, comments and attachments, and is a copy", async () => {
	const server = createFakeServer();
	const before = server.record(id);
	const step = before.current_step;
	await send(
		server,
		`${instances}/${id}/responses`,
		responseTo(server, {
			comment: "Fine.",
			attachments: { upload_ids: ["u1"] },
		}),
	);
	expect(before.responses).toEqual([]);
	const record = server.record(id);
	expect(record.responses).toEqual([
		{
			step,
			person: { id: "101", login: "ada@harbor.example", name: "Ada Byron" },
			option: { id: "2000", name: "Approve", response_type: "approve" },
			comment: "Fine.",
			attachments: { upload_ids: ["u1"] },
			submitted_at: expect.stringMatching(/^\d{4}-.+Z$/),
		},
	]);
	expect(record.current_step).not.toEqual(step);
	for (const { option, attachments } of record.responses) {
		option.name = "Changed";
		attachments.upload_ids?.push("u2");
	}
	expect(server.record(id).responses).toMatchObject([
		{ option: { name: "Approve" }, attachments: { upload_ids: ["u1"] } },
	]);
});

test("an instance that has ended has no current step", () => {
	const server = createFakeServer();
	const steps = sampleCompany().instances.map(
		(each) => server.record(each.id).current_step,
	);
	expect(steps).toContain(null);
});

test("the record of an unknown instance is an error", () => {
	expect(() => createFakeServer().record("404")).toThrow(RangeError);
});

test("each server has its own company, and keeps no reference to the fixture", async () => {
	const fixture = sampleCompany();
	const [first, second] = [fixture, fixture].map((each) =>
		createFakeServer({ fixture: each }),
	) as [FakeServer, FakeServer];
	for (const person of fixture.people) person.token = "changed";
	await send(first, `${instances}/${id}/responses`, responseTo(first));
	expect(first.record(id).responses).toHaveLength(1);
	expect(second.record(id).responses).toHaveLength(0);
});

test("a fixture that is not valid is refused with every issue and its path", () => {
	const { company, ...rest } = sampleCompany();
	const [instance] = rest.instances;
	for (const [fixture, path] of [
		[rest, "company"],
		[{ ...rest, company: { id: "x", name: "" } }, "company.id"],
		[
			{ company, ...rest, instances: [{ ...instance, template_id: "0" }] },
			"instances.0.template_id",
		],
		[
			{
				company,
				...rest,
				instances: [
					{ ...instance, responses: [{ person: "101", option: "0" }] },
				],
			},
			"instances.0.responses.0",
		],
	] as const) {
		const create = (): FakeServer => createFakeServer({ fixture });
		expect(create).toThrow(TypeError);
		expect(create).toThrow(path);
	}
});

test("accepts a URL, a string and a Request", async () => {
	const { fetch, url } = createFakeServer();
	const headers = { Authorization: "Bearer ada-token" };
	const me = new URL("/rest/v1.0/me", url);
	for (const reply of [
		await fetch(me, { headers }),
		await fetch(me.href, { headers }),
		await fetch(new Request(me, { headers })),
	])
		expect(await reply.json()).toMatchObject({ id: 101 });
	expectTypeOf(fetch).toExtend<typeof globalThis.fetch>();
});

test("rejects like fetch if the origin is another one", async () => {
	const { fetch } = createFakeServer();
	for (const url of [
		"https://api.procore.com/rest/v1.0/me",
		"http://fake.signoff.example/",
	])
		await expect(fetch(url)).rejects.toMatchObject({
			name: "TypeError",
			message: "fetch failed",
			cause: { code: "ENOTFOUND" },
		});
	await expect(fetch("/rest/v1.0/me")).rejects.toThrow(TypeError);
});

test("rejects with the signal's reason if it is aborted, and records nothing if that was before", async () => {
	const server = createFakeServer();
	const path = `${instances}/${id}/responses`;
	const reason = new Error("enough");
	const aborted = send(server, path, responseTo(server), {
		signal: AbortSignal.abort(reason),
	});
	await expect(aborted).rejects.toBe(reason);
	expect(server.record(id).responses).toEqual([]);
	const controller = new AbortController();
	const pending = send(server, path, undefined, {
		method: "POST",
		signal: controller.signal,
		// A body that never ends.
		body: new ReadableStream(),
		duplex: "half",
	});
	controller.abort();
	await expect(pending).rejects.toMatchObject({ name: "AbortError" });
});
