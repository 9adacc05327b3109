import { expect, test } from "vitest";
import { startAnsweringEdges } from "../../testing/answers/answering-edges.ts";
import { collectAnswers } from "../../testing/answers/collect-answers.ts";
import { replyChecker } from "../../testing/answers/reply-checker.ts";
import { sendRequest } from "../../testing/client.ts";
import { apiRoutes } from "../routes/table.ts";
import { openApiDocument } from "./document.ts";

/** `SIGNOFF_ANSWERS=5000` checks more. */
const count = Number(process.env["SIGNOFF_ANSWERS"] ?? 300);

test("every answer of the edge is as the document describes it", {
	timeout: 600_000,
}, async () => {
	const edges = await startAnsweringEdges();
	const { text } = await sendRequest(
		new URL("/openapi.json", edges.embedded).href,
		{ token: null },
	);
	const document: unknown = JSON.parse(text);
	const check = replyChecker(document);
	const mismatches = new Map<string, string>();
	const statuses: Record<string, number> = {};
	let checked = 0;
	await collectAnswers({
		edges,
		document,
		seed: 20_261_126,
		count,
		onAnswer({ request, reply }) {
			const result = check(request, reply);
			if (result === null) return;
			checked++;
			statuses[reply.status] = (statuses[reply.status] ?? 0) + 1;
			for (const problem of result.problems)
				mismatches.set(
					`${result.operation} ${reply.status}: ${problem}`,
					`${request.method} ${request.target.slice(0, 200)} ${reply.body.slice(0, 600)}`,
				);
		},
	});
	expect(Object.fromEntries(mismatches)).toEqual({});
	expect(checked).toBeGreaterThanOrEqual(count);
	// Every status that is described was seen, except the one that takes 30 s.
	const described = new Set(
		Object.values(Object(document).paths).flatMap((methods) =>
			Object.values(Object(methods)).flatMap((operation) =>
				Object.keys(Object(operation).responses),
			),
		),
	);
	expect([...described].filter((status) => !(status in statuses))).toEqual([
		"408",
	]);
});

test("the checker reports a status, header, media type or body that is not described", () => {
	const check = replyChecker(
		JSON.parse(JSON.stringify(openApiDocument(apiRoutes))),
	);
	const request = { method: "GET", target: "/rest/v1.0/me" };
	const headers = {
		"x-request-id": crypto.randomUUID(),
		"content-type": "application/json",
	};
	const body = JSON.stringify({ id: 1, login: "a@b.example", name: "A" });
	const problems = (
		status: number,
		changes: Record<string, string> = {},
		sent = body,
	) =>
		check(request, {
			status,
			headers: new Map(Object.entries({ ...headers, ...changes })),
			body: sent,
		})?.problems.join();
	expect(problems(200)).toBe("");
	expect(problems(204)).toBe("status 204");
	expect(problems(200, { "x-request-id": "x" })).toContain('format "uuid"');
	expect(problems(401, { "content-type": "application/problem+json" })).toMatch(
		/WWW-Authenticate is missing.*required property/,
	);
	expect(problems(200, { "content-type": "text/html" })).toBe(
		"the media type text/html",
	);
	expect(problems(200, {}, `{"id":"1"}`)).toContain("/schema: ");
	expect(
		check(
			{ ...request, target: "/missing" },
			{
				status: 404,
				headers: new Map(),
				body: "",
			},
		),
	).toBeNull();
});
