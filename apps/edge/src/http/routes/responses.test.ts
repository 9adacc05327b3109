import { describe, expect, test } from "vitest";
import {
	currentStep,
	parseProblem,
	type RequestOptions,
	readHistory,
	readInstance,
	sendRequest,
	wireBody,
} from "../../testing/client.ts";
import {
	company,
	instanceId,
	levels,
	prefixes,
} from "../../testing/company.ts";
import { startEdge } from "../../testing/edge.ts";

describe.each(levels)("responses at %s level, over plain HTTP", (level) => {
	const id = instanceId(level, "first");

	async function start() {
		const edge = await startEdge(company());
		const base = edge.url + prefixes[level];
		const step = await currentStep(base, id);
		const respond = (
			option: string,
			more: Parameters<typeof wireBody>[2] = {},
			options: RequestOptions = {},
		) =>
			sendRequest(`${base}/instances/${id}/responses`, {
				body: wireBody(step, option, more),
				...options,
			});
		return { edge, base, step, respond };
	}

	test("the first is recorded, and an identical one changes nothing", async () => {
		const { respond, base, step } = await start();
		const first = await respond("2001", { comment: "Line 3" });
		expect([
			first.status,
			first.text,
			first.headers.get("Idempotency-Replayed"),
		]).toEqual([204, "", "false"]);
		const before = await readHistory(base, id);
		const again = await respond("2001", { comment: "Line 3" });
		expect([again.status, again.headers.get("Idempotency-Replayed")]).toEqual([
			204,
			"true",
		]);
		expect(await readHistory(base, id)).toEqual(before);
		expect(
			before.history.filter(({ type }) => type === "ResponseStep"),
		).toHaveLength(2);
		expect(step).not.toBe(await currentStep(base, id));
	});

	test("an identical one with other attachments changes nothing", async () => {
		const { respond, base } = await start();
		await respond("2001", { attachments: { upload_ids: ["u-1"] } });
		const again = await respond("2001", {
			attachments: { upload_ids: ["u-2"], image_ids: ["7"] },
		});
		expect([again.status, again.headers.get("Idempotency-Replayed")]).toEqual([
			204,
			"true",
		]);
		const rows = (await readHistory(base, id)).history.flatMap((entry) =>
			entry.type === "ResponseStep" ? entry.details.responses : [],
		);
		expect(rows.flatMap(({ attachments }) => attachments)).toEqual([
			{ name: "u-1", url: "urn:signoff:upload_ids:u-1" },
		]);
	});

	test.each([
		["another option", "2000", undefined, ["response_option"]],
		["another comment", "2001", "Line 4", ["comment"]],
		["both", "2002", "Line 4", ["response_option", "comment"]],
	])(
		"%s is a conflict that shows what is on record",
		async (_, option, comment, differs) => {
			const { edge, respond } = await start();
			await respond("2001", { comment: "Line 3" });
			const other = await respond(option, { comment: comment ?? "Line 3" });
			expect([other.status, other.headers.get("Content-Type")]).toEqual([
				422,
				"application/problem+json",
			]);
			expect(parseProblem(other).outcome).toEqual({
				kind: "conflict",
				attempts: [],
				differs,
				on_record: {
					option: { id: "2001", name: "Return", response_type: "return" },
					comment: "Line 3",
					submitted_at: new Date(edge.ledger.clock.at).toISOString(),
				},
			});
		},
	);

	test("a missing, null and empty comment are equal", async () => {
		const { respond } = await start();
		await respond("2000");
		for (const comment of [null, "", undefined]) {
			const again = await respond(
				"2000",
				comment === undefined ? {} : { comment },
			);
			expect([again.status, again.headers.get("Idempotency-Replayed")]).toEqual(
				[204, "true"],
			);
		}
	});

	test("an identical one after the step has ended changes nothing, and a new one is superseded", async () => {
		const { respond, base, step } = await start();
		await respond("2000");
		const moved = await readInstance(base, id);
		expect(moved.current_step_occurrence?.name).toBe("Release");
		expect(moved.current_step_occurrence?.id).not.toBe(step);
		const again = await respond("2000");
		expect([again.status, again.headers.get("Idempotency-Replayed")]).toEqual([
			204,
			"true",
		]);
		const late = await respond("2000", {}, { token: "bob-token" });
		expect(late.status).toBe(422);
		expect(parseProblem(late).outcome).toMatchObject({
			kind: "superseded",
			decided_by: [{ id: "101", name: "ada" }],
		});
	});

	test("a person who is not an assignee is refused", async () => {
		const { respond } = await start();
		const refused = await respond("2000", {}, { token: "dan-token" });
		expect(refused.status).toBe(403);
		expect(parseProblem(refused).error.details[0]?.reason_code).toBe(
			"NOT_AN_ASSIGNEE",
		);
	});

	test("an option that is not offered, and a step the instance never had, are invalid", async () => {
		const { respond, base } = await start();
		const option = await respond("9");
		expect([option.status, parseProblem(option).error.details]).toMatchObject([
			422,
			[
				{
					reason_code: "OPTION_NOT_OFFERED",
					source: "response.selected_response_option_id",
				},
			],
		]);
		const other = await currentStep(base, instanceId(level, "multiple"));
		for (const step of ["404", other]) {
			const unknown = await sendRequest(`${base}/instances/${id}/responses`, {
				body: wireBody(step, "2000"),
			});
			expect([
				unknown.status,
				parseProblem(unknown).error.details,
			]).toMatchObject([
				422,
				[
					{
						reason_code: "UNKNOWN_STEP",
						source: "response.current_step_occurrence_id",
					},
				],
			]);
		}
	});

	test("an unknown instance is not found, nor is one of the other level or of another project", async () => {
		const { edge, base, step } = await start();
		const otherLevel = level === "company" ? "project" : "company";
		const urls = [
			`${base}/instances/404/responses`,
			`${base}/instances/${instanceId(otherLevel, "first")}/responses`,
			`${edge.url}/rest/v2.0/companies/4201/projects/78/workflows/instances/${id}/responses`,
			`${edge.url}/rest/v2.0/companies/4201/projects/404/workflows/instances/${id}/responses`,
			`${base}/instances/${id}%00/responses`,
			`${base}/instances/0${id}/responses`,
		];
		for (const url of urls) {
			const missing = await sendRequest(url, { body: wireBody(step, "2000") });
			expect([
				url,
				missing.status,
				parseProblem(missing).outcome?.kind,
			]).toEqual([url, 404, "not_found"]);
		}
		expect((await readInstance(base, id)).current_step_occurrence?.id).toBe(
			step,
		);
	});

	test.each([
		["no token", null],
		["an unknown token", "eve-token"],
		["the hash of a token", "cd9b9a8c"],
	])("%s is unauthenticated", async (_, token) => {
		const { respond } = await start();
		const refused = await respond("2000", {}, { token });
		expect([refused.status, refused.headers.get("WWW-Authenticate")]).toEqual([
			401,
			"Bearer",
		]);
		expect(parseProblem(refused).outcome?.kind).toBe("unauthenticated");
	});

	test("a comment is returned unchanged", async () => {
		const { respond, base } = await start();
		const comment = `\u0000 "q" \\ \r\n 👩‍🚒 שלום \u202e\u001b[31m ${"ä".repeat(10_000)}\u0000`;
		expect((await respond("2000", { comment })).status).toBe(204);
		const [row] = (await readHistory(base, id)).history.flatMap((entry) =>
			entry.type === "ResponseStep" ? entry.details.responses : [],
		);
		expect(row?.comment).toBe(comment);
		const again = await respond("2000", { comment });
		expect(again.headers.get("Idempotency-Replayed")).toBe("true");
		expect(
			(await respond("2000", { comment: comment.slice(0, -1) })).status,
		).toBe(422);
	});
});
