import { expect, test } from "vitest";
import {
	currentStep,
	parseProblem,
	type Reply,
	sendRequest,
	wireBody,
} from "../testing/client.ts";
import { company, instanceId, prefixes } from "../testing/company.ts";
import { startEdge } from "../testing/edge.ts";

const id = instanceId("project", "first");
const maxErrorBytes = 65_536;

function sizeOf({ text }: Reply): number {
	return Buffer.byteLength(text);
}

test.each([
	["130,000 ids that are numbers", manyIds(130_000, 1), 413],
	["130,000 ids", manyIds(130_000, "1"), 413],
	["9,000 ids that are numbers", manyIds(9_000, 1), 400],
	["31,000 keys that are nearly known", nearMisses(31_000), 413],
	["9,000 keys that are nearly known", nearMisses(9_000), 400],
	["a key of 900 kB", { response: { ["k".repeat(900_000)]: 1 } }, 400],
	["500,000 brackets", "[".repeat(500_000), 413],
])("%s: a small refusal", async (_, body, status) => {
	const edge = await startEdge(company());
	const url = `${edge.url}${prefixes.project}/instances/${id}/responses`;
	const reply = await sendRequest(url, { body });
	expect([reply.status, edge.logged]).toEqual([status, []]);
	expect(sizeOf(reply)).toBeLessThan(maxErrorBytes);
	const { outcome } = parseProblem(reply);
	if (outcome?.kind !== "invalid") throw new Error(reply.text);
	expect(outcome.issues.length).toBeLessThanOrEqual(51);
});

test("a long comment on record is cut in a conflict, and compared as a whole", async () => {
	const edge = await startEdge(company());
	const base = edge.url + prefixes.project;
	const step = await currentStep(base, id);
	const comment = "x".repeat(900_000);
	const respond = (option: string, text: string): Promise<Reply> =>
		sendRequest(`${base}/instances/${id}/responses`, {
			body: wireBody(step, option, { comment: text }),
		});
	expect((await respond("2000", comment)).status).toBe(204);
	expect((await respond("2000", comment)).status).toBe(204);
	const reply = await respond("2000", `${comment}y`);
	expect(reply.status).toBe(422);
	expect(sizeOf(reply)).toBeLessThan(maxErrorBytes);
	expect(parseProblem(reply).outcome).toMatchObject({
		kind: "conflict",
		differs: ["comment"],
		on_record: { comment: "x".repeat(8_192), comment_truncated: true },
	});
});

test("instances can be created after one with the highest number, and beside taken numbers", async () => {
	const fixture = company();
	const [first] = fixture.instances;
	if (first === undefined) throw new Error("The company has no instance.");
	for (const taken of [
		"9007199254740991",
		"999999999999998",
		"1000000000000000",
	])
		fixture.instances.push({ ...first, id: taken });
	const edge = await startEdge(fixture);
	const created: unknown[] = [];
	for (let count = 0; count < 3; count++) {
		const reply = await sendRequest(
			`${edge.url}${prefixes.project}/instances`,
			{
				body: { tool_type: "first", item_id: "1" },
			},
		);
		created.push([reply.status, JSON.parse(reply.text).data?.id]);
	}
	expect(created).toEqual([
		[201, "999999999999999"],
		[201, "1000000000000001"],
		[201, "1000000000000002"],
	]);
});

function manyIds(count: number, each: unknown): unknown {
	return wireBody("1", "2000", {
		attachments: { upload_ids: Array.from({ length: count }, () => each) },
	});
}

function nearMisses(count: number): unknown {
	const keys = Array.from({ length: count }, (_, i) => [`coment${i}`, 1]);
	return {
		response: Object.fromEntries([["coment", 1], ["Comment", 1], ...keys]),
	};
}
