import { describe, expect, test } from "vitest";
import {
	currentStep,
	parseProblem,
	type Reply,
	sendRequest,
	wireBody,
} from "../../testing/client.ts";
import {
	company,
	instanceId,
	levels,
	prefixes,
} from "../../testing/company.ts";
import { workerEdges } from "../../testing/workerd/harness.ts";

const edges = workerEdges();
const many = 200;

describe.each(levels)("responses at %s level, in workerd", (level) => {
	const first = instanceId(level, "first");
	const multiple = instanceId(level, "multiple");

	async function start(id = first) {
		const { url, rows } = await edges.start(company());
		const base = url + prefixes[level];
		const step = await currentStep(base, id);
		const respond = (
			option: string,
			more: Parameters<typeof wireBody>[2] = {},
			token: string | null = "ada-token",
		): Promise<Reply> =>
			sendRequest(`${base}/instances/${id}/responses`, {
				token,
				body: wireBody(step, option, more),
			});
		return { base, step, respond, rows };
	}

	test("first, identical, other attachments, other option, other comment", async () => {
		const { respond } = await start(multiple);
		const replies = [
			await respond("2000", { comment: "Line 3" }),
			await respond("2000", { comment: "Line 3" }),
			await respond("2000", {
				comment: "Line 3",
				attachments: { upload_ids: ["u-1"] },
			}),
			await respond("2001", { comment: "Line 3" }),
			await respond("2000", { comment: "Line 4" }),
		];
		expect(replies.map(summarize)).toEqual([
			"204 false",
			"204 true",
			"204 true",
			"422 conflict",
			"422 conflict",
		]);
	});

	test("an identical one after the step has ended, a new one to it, and one by a person who is not an assignee", async () => {
		const { base, step, respond } = await start();
		expect(summarize(await respond("2000", {}, "dan-token"))).toBe(
			"403 forbidden",
		);
		expect(summarize(await respond("2000"))).toBe("204 false");
		expect(await currentStep(base, first)).not.toBe(step);
		expect(summarize(await respond("2000"))).toBe("204 true");
		expect(summarize(await respond("2000", {}, "bob-token"))).toBe(
			"422 superseded",
		);
	});

	test("no token, an unknown token, an unknown instance, the other level", async () => {
		const { base, respond, rows } = await start();
		const other = prefixes[level === "company" ? "project" : "company"];
		const at = (path: string) =>
			sendRequest(`${path}/responses`, { body: wireBody("1", "2000") });
		expect([
			summarize(await respond("2000", {}, null)),
			summarize(await respond("2000", {}, "unknown-token")),
			summarize(await at(`${base}/instances/404`)),
			summarize(
				await at(`${base.replace(prefixes[level], other)}/instances/${first}`),
			),
		]).toEqual([
			"401 unauthenticated",
			"401 unauthenticated",
			"404 not_found",
			"404 not_found",
		]);
		expect(await rows("SELECT * FROM responses")).toEqual([]);
	});

	test("200 identical ones at once: one is recorded, and all replies say that it is on record", async () => {
		const { respond, rows } = await start(multiple);
		const replies = await Promise.all(
			Array.from({ length: many }, () => respond("2000", { comment: "once" })),
		);
		expect(counts(replies.map(summarize))).toEqual({
			"204 false": 1,
			"204 true": many - 1,
		});
		expect(await rows("SELECT * FROM responses")).toHaveLength(1);
	});

	test("200 with alternating options at once: one is recorded, and the different ones are conflicts", async () => {
		const { respond, rows } = await start(multiple);
		const options = Array.from({ length: many }, (_, i) =>
			i % 2 === 0 ? "2000" : "2002",
		);
		const replies = await Promise.all(options.map((option) => respond(option)));
		expect(counts(replies.map(summarize))).toEqual({
			"204 false": 1,
			"204 true": many / 2 - 1,
			"422 conflict": many / 2,
		});
		const [row, ...more] = await rows("SELECT option_id FROM responses");
		expect(more).toEqual([]);
		const recorded = Object(row).option_id;
		expect(replies.map(({ status }) => status)).toEqual(
			options.map((option) => (option === recorded ? 204 : 422)),
		);
	});
});

/** The status, with the replay header of a 204 or else the outcome's kind. */
function summarize(reply: Reply): string {
	const detail =
		reply.status === 204
			? reply.headers.get("Idempotency-Replayed")
			: parseProblem(reply).outcome?.kind;
	return `${reply.status} ${detail}`;
}

function counts(summaries: string[]): Record<string, number> {
	return Object.fromEntries(
		[...Map.groupBy(summaries, (word) => word)].map(([word, all]) => [
			word,
			all.length,
		]),
	);
}
