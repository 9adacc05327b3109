import {
	createFakeServer,
	sampleCompany,
} from "@signoff/conformance/fake-server";
import type { Fixture } from "@signoff/core/fixture";
import { expect, test } from "vitest";
import { bearer } from "./auth/auth.ts";
import { createClient } from "./client.ts";

const scope = { company_id: "4201", project_id: "77" };
const id = "9001";

function setup(fixture: Fixture = sampleCompany()) {
	const fake = createFakeServer({ fixture });
	const client = createClient({
		baseUrl: fake.url,
		fetch: fake.fetch,
		auth: bearer("ada-token"),
	});
	const response = {
		current_step_occurrence_id:
			fake.record(fixture.instances[0]?.id ?? "").current_step?.id ?? "",
		selected_response_option_id: "2000",
	};
	return { fake, client, submission: { ...scope, id, response } };
}

test("without a read, the outcome of a 204 is accepted", async () => {
	const { fake, client, submission } = setup();
	for (const _ of ["the first time", "again"])
		expect(
			await client.respond(submission, { readFirst: false }),
		).toMatchObject({ kind: "accepted" });
	expect(fake.record(id).responses).toHaveLength(1);
});

test("a response is recorded, then unchanged; another one is a conflict", async () => {
	const { fake, client, submission } = setup();
	expect((await client.respond(submission)).kind).toBe("recorded");
	expect((await client.respond(submission)).kind).toBe("unchanged");
	const other = {
		...submission,
		response: { ...submission.response, selected_response_option_id: "2001" },
	};
	expect(await client.respond(other)).toMatchObject({
		kind: "conflict",
		on_record: { option: { id: "2000" } },
		differs: ["response_option"],
	});
	expect(fake.record(id).responses).toMatchObject([
		{ person: { name: "Ada Byron" }, option: { name: "Approve" } },
	]);
});

test("refusals are those of the contract", async () => {
	const { fake, client, submission } = setup();
	const kindOf = async (
		token: string,
		changes: Partial<typeof submission> = {},
	): Promise<string> => {
		const { respond } = createClient({
			baseUrl: fake.url,
			fetch: fake.fetch,
			auth: bearer(token),
		});
		return (await respond({ ...submission, ...changes })).kind;
	};
	expect(await kindOf("unknown-token")).toBe("unauthenticated");
	expect(await kindOf("sam-token")).toBe("forbidden");
	expect(await kindOf("ada-token", { id: "404" })).toBe("not_found");
	const response = {
		...submission.response,
		selected_response_option_id: "9999",
	};
	expect(await kindOf("ada-token", { response })).toBe("invalid");
	await client.respond(submission);
	expect(fake.record(id).responses).toHaveLength(1);
});

test("the reads of the client follow the links of the fake server", async () => {
	const sample = sampleCompany();
	const instances = Array.from({ length: 250 }, (_, index) => ({
		id: String(index + 1),
		project_id: "77",
		template_id: "10",
		item_id: String(index + 1),
	}));
	const { client } = setup({ ...sample, instances });
	const [tool] = await client.tools.list(scope);
	const found = [];
	for await (const { id } of client.instances.list(scope, {
		tool_type: tool?.type ?? "",
	}))
		found.push(id);
	expect(found).toEqual(instances.map((each) => each.id));
	expect(await client.me(scope)).toMatchObject({
		id: "101",
		name: "Ada Byron",
	});
	expect(await client.instances.history(scope, "1")).toMatchObject({
		name: "Invoice approval",
	});
});

test("a base URL with another origin is unreachable", async () => {
	const { fake, submission } = setup();
	const client = createClient({
		baseUrl: "https://other.example",
		fetch: fake.fetch,
		auth: bearer("ada-token"),
	});
	expect(await client.respond(submission, { deadlineMs: 100 })).toMatchObject({
		kind: "deferred",
		reason: "unreachable",
	});
});

test.each(["link", "total", "has_next_page", "pagination"] as const)(
	"a list of 250 instances is read to its end if pages name the next one by %s",
	async (paging) => {
		const fixture = sampleCompany();
		const [first] = fixture.instances;
		if (first === undefined) throw new Error("There is no instance.");
		const instances = Array.from({ length: 250 }, (_each, index) => ({
			...first,
			id: String(50_000 + index),
			responses: [],
		}));
		const fake = createFakeServer({
			fixture: { ...fixture, instances },
			paging,
		});
		const client = createClient({
			baseUrl: fake.url,
			fetch: fake.fetch,
			auth: bearer("ada-token"),
		});
		const tools = await client.tools.list(scope);
		const ids = new Set<string>();
		for (const { type: tool_type } of tools)
			for await (const { id } of client.instances.list(scope, { tool_type }))
				ids.add(id);
		expect(ids.size).toBe(250);
	},
);
