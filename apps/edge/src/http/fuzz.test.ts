import fc from "fast-check";
import { expect, test } from "vitest";
import type { LogEntry } from "../observability/log.ts";
import { parseProblem, wireBody } from "../testing/client.ts";
import { company, instanceId, prefixes } from "../testing/company.ts";
import { testLedger } from "../testing/edge.ts";
import { embeddedUpstream } from "../upstreams/embedded/index.ts";
import { createApp } from "./app.ts";

const marker = "fuzz-m4rker";

const junk = fc.oneof(
	fc.string({ unit: "binary", maxLength: 40 }),
	fc.constantFrom(
		"",
		".",
		"..",
		"%",
		"%00",
		"__proto__",
		"constructor",
		"\u0000",
		"\ud800",
		"’ OR 1=1 --",
	),
);

const ids = fc.oneof(
	fc.constantFrom("4201", "77", "9101", "9201", "9202", "404"),
	junk,
);

const target = `${prefixes.project}/instances/${instanceId("project", "first")}/responses`;

const paths = fc.oneof(
	{ arbitrary: fc.constant(target), weight: 4 },
	fc
		.record({
			company: ids,
			project: fc.option(ids),
			id: ids,
			tail: fc.constantFrom("", "/responses", "/history", "/x"),
		})
		.map(
			({ company: c, project, id, tail }) =>
				`/rest/v2.0/companies/${segment(c)}${project === null ? "" : `/projects/${segment(project)}`}/workflows/instances/${segment(id)}${tail}`,
		),
	fc
		.array(
			fc.tuple(
				fc.constantFrom(
					"filters[tool_type]",
					"filters[active]",
					"filters[x]",
					"per_page",
					"cursor",
					"page",
					"x",
				),
				junk,
			),
			{
				maxLength: 4,
			},
		)
		.map(
			(query) => `${prefixes.project}/instances?${new URLSearchParams(query)}`,
		),
	fc.constantFrom(
		`${prefixes.project}/instances`,
		`${prefixes.company}/tools`,
		"/rest/v1.0/me",
		"/rest/v1.0/projects?company_id=%",
	),
	junk.map((text) => `/${segment(text)}`),
);

// A valid body with random changes.
const wire = {
	response: {
		current_step_occurrence_id: "3",
		selected_response_option_id: "2000",
		comment: marker,
		attachments: {},
	},
};
const body = fc.oneof(
	fc.constantFrom("3", "1", "404").map((current_step_occurrence_id) =>
		JSON.stringify({
			response: { ...wire.response, current_step_occurrence_id },
		}),
	),
	fc.json().map((json) => json.replaceAll('""', `"${marker}"`)),
	fc.uint8Array({ maxLength: 60 }),
	fc
		.dictionary(
			fc.constantFrom(
				"current_step_occurrence_id",
				"selected_response_option_id",
				"comment",
				"attachments",
				"x",
			),
			fc.jsonValue(),
		)
		.map((change) =>
			JSON.stringify({ response: { ...wire.response, ...change } }),
		),
	fc
		.dictionary(fc.constantFrom("upload_ids", "x", "image_ids"), fc.jsonValue())
		.map((attachments) =>
			JSON.stringify({ response: { ...wire.response, attachments } }),
		),
	fc
		.record({ at: fc.nat(150), by: fc.string({ maxLength: 3 }) })
		.map(({ at, by }) => {
			const text = JSON.stringify(wire);
			return text.slice(0, at) + by + text.slice(at + 1);
		}),
);

const header = fc
	.string({ unit: "grapheme-ascii", maxLength: 20 })
	.map((text) => text.trim());

const requests = fc.record({
	path: paths,
	method: fc.constantFrom(
		"GET",
		"POST",
		"POST",
		"POST",
		"POST",
		"PUT",
		"DELETE",
		"HEAD",
		"OPTIONS",
		"PATCH",
	),
	// Dan is not an assignee, so nothing that he sends is recorded.
	token: fc.oneof(
		{ arbitrary: fc.constant("dan-token"), weight: 9 },
		{ arbitrary: header, weight: 1 },
	),
	company: fc.oneof(
		{ arbitrary: fc.constant("4201"), weight: 9 },
		{ arbitrary: header, weight: 1 },
	),
	type: fc.oneof(
		{ arbitrary: fc.constant("application/json"), weight: 9 },
		{ arbitrary: header, weight: 1 },
	),
	body,
});

function segment(text: string): string {
	return text.isWellFormed() ? encodeURIComponent(text) : "%ED%A0%80";
}

test("random requests cause no 5xx, log nothing, record nothing and are not echoed", async () => {
	const ledger = testLedger(company());
	const logged: LogEntry[] = [];
	const app = createApp({
		upstream: embeddedUpstream(ledger),
		log: (entry) => logged.push(entry),
	});
	const everything = () =>
		["instances", "steps", "responses"].map((table) =>
			ledger.sql.exec(`SELECT * FROM ${table}`),
		);
	const before = everything();
	const seen = new Set<number>();
	await fc.assert(
		fc.asyncProperty(requests, async (sent) => {
			const bodiless = sent.method === "GET" || sent.method === "HEAD";
			const reply = await app.request(sent.path, {
				method: sent.method,
				headers: {
					Authorization: `Bearer ${sent.token}`,
					"Procore-Company-Id": sent.company,
					"Content-Type": sent.type,
				},
				...(bodiless
					? {}
					: {
							body:
								typeof sent.body === "string"
									? sent.body
									: Buffer.from(sent.body),
						}),
			});
			const text = await reply.text();
			seen.add(reply.status);
			expect(reply.status).toBeLessThan(500);
			expect(text).not.toContain(marker);
			if (reply.status >= 400 && sent.method !== "HEAD")
				expect(
					parseProblem({ status: reply.status, headers: reply.headers, text })
						.status,
				).toBe(reply.status);
		}),
		{ numRuns: 800 },
	);
	expect(logged).toEqual([]);
	expect(everything()).toEqual(before);
	// The generator reaches every kind of refusal.
	expect([...seen].sort()).toEqual(
		expect.arrayContaining([200, 400, 401, 403, 404, 405, 415, 422]),
	);
});

test("the generator's valid body is recorded if an assignee sends it", async () => {
	const app = createApp({
		upstream: embeddedUpstream(testLedger(company())),
		log: () => {},
	});
	const reply = await app.request(
		`${prefixes.project}/instances/${instanceId("project", "first")}/responses`,
		{
			method: "POST",
			headers: {
				Authorization: "Bearer ada-token",
				"Procore-Company-Id": "4201",
				"Content-Type": "application/json",
			},
			body: JSON.stringify(wireBody("3", "2000", { comment: marker })),
		},
	);
	expect(reply.status).toBe(204);
});
