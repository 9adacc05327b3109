import { describe, expect, test } from "vitest";
import { submission } from "../testing/builders.ts";
import { paths } from "./paths.ts";
import type { Submission } from "./submission.ts";
import { uploadPaths } from "./uploads.ts";
import { serializeSubmission } from "./wire.ts";
import { parseWireSubmission } from "./wire-submission.ts";

const company = { company_id: "4201" };
const project = { company_id: "4201", project_id: "77" };

describe("paths", () => {
	test.each([["instances", paths.instances, "/workflows/instances"]])(
		"%s",
		(_, path, end) => {
			expect(path(company)).toBe(`/rest/v2.0/companies/4201${end}`);
			expect(path(project)).toBe(`/rest/v2.0/companies/4201/projects/77${end}`);
		},
	);

	test.each([
		["instance", paths.instance, ""],
		["history", paths.history, "/history"],
		["responses", paths.responses, "/responses"],
	])("%s", (_, path, end) => {
		const rest = `/workflows/instances/9001${end}`;
		expect(path(company, "9001")).toBe(`/rest/v2.0/companies/4201${rest}`);
		expect(path(project, "9001")).toBe(
			`/rest/v2.0/companies/4201/projects/77${rest}`,
		);
	});

	test("the v1 path", () => {
		expect(paths.me()).toBe("/rest/v1.0/me");
	});

	test("the v1.1 paths of uploads", () => {
		expect(uploadPaths.uploads(company)).toBe(
			"/rest/v1.1/companies/4201/uploads",
		);
		expect(uploadPaths.uploads(project)).toBe("/rest/v1.1/projects/77/uploads");
		expect(uploadPaths.upload(company, "u/1")).toBe(
			"/rest/v1.1/companies/4201/uploads/u%2F1",
		);
		expect(uploadPaths.uploads({ company_id: "a/b" })).toContain("a%2Fb");
		expect(
			uploadPaths.uploads({ company_id: "1", project_id: "c/d" }),
		).toContain("c%2Fd");
	});

	test("encode every id", () => {
		const odd = { company_id: "a/b", project_id: "c?d" };
		expect(paths.responses(odd, "é#%2f 1")).toBe(
			"/rest/v2.0/companies/a%2Fb/projects/c%3Fd/workflows/instances/%C3%A9%23%252f%201/responses",
		);
	});
});

describe("a submission on the wire", () => {
	test("has a path, headers and a body", () => {
		const upload_ids = ["u1"];
		expect(
			serializeSubmission(
				submission({ comment: "Fine.", attachments: { upload_ids } }),
			),
		).toEqual({
			path: "/rest/v2.0/companies/4201/projects/77/workflows/instances/9001/responses",
			headers: {
				"Content-Type": "application/json",
				"Procore-Company-Id": "4201",
			},
			body: {
				response: {
					current_step_occurrence_id: "1",
					selected_response_option_id: "2000",
					comment: "Fine.",
					attachments: { upload_ids },
				},
			},
		});
	});

	test("always has attachments", () => {
		const { body } = serializeSubmission(submission());
		expect(body.response.attachments).toEqual({});
		expect(JSON.stringify(body)).toBe(
			'{"response":{"current_step_occurrence_id":"1","selected_response_option_id":"2000","attachments":{}}}',
		);
	});

	test.each<[string, Submission]>([
		["plain", submission()],
		["with an unusual comment", submission({ comment: " \r\ne\u0301 " })],
		["with a comment of null", submission({ comment: null })],
		[
			"of a company",
			{ company_id: "1", id: "a/b", response: submission().response },
		],
	])(
		"%s: serializes to the same bytes and parses to the same submission",
		(_, wanted) => {
			const { body } = serializeSubmission(wanted);
			const copy: Submission = JSON.parse(JSON.stringify(wanted));
			expect(JSON.stringify(serializeSubmission(copy))).toBe(
				JSON.stringify(serializeSubmission(wanted)),
			);
			const { response, ...path } = wanted;
			expect(
				parseWireSubmission(path, JSON.parse(JSON.stringify(body))),
			).toEqual({
				kind: "parsed",
				value: { ...path, response: { ...response, attachments: {} } },
			});
		},
	);
});
