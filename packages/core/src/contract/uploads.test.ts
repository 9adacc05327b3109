import { describe, expect, test } from "vitest";
import { validate } from "../validation/validate.ts";
import {
	maxSegmentBytes,
	minSegmentBytes,
	splitIntoSegments,
	uploadTargetSchema,
} from "./uploads.ts";

test("a segment is between 5 MiB and 5 GB", () => {
	expect(minSegmentBytes).toBe(5_242_880);
	expect(maxSegmentBytes).toBe(5_000_000_000);
});

describe("a file is split into segments", () => {
	test.each([
		[0, 10, []],
		[9, 10, []],
		[10, 10, []],
		[
			11,
			10,
			[
				[0, 10],
				[10, 11],
			],
		],
		[
			20,
			10,
			[
				[0, 10],
				[10, 20],
			],
		],
		[
			25,
			10,
			[
				[0, 10],
				[10, 20],
				[20, 25],
			],
		],
	])("%i bytes by %i: %j", (size, by, segments) => {
		expect(splitIntoSegments(size, by)).toEqual(
			segments.map(([start, end]) => ({ start, end })),
		);
	});
});

describe("the response to a new upload", () => {
	const read = (input: unknown) => {
		const parsed = validate(uploadTargetSchema, input);
		return parsed.kind === "parsed" ? parsed.value : parsed.kind;
	};
	const uuid = "u-1";
	const url = "https://storage.example/put";
	const fields = { key: "k", policy: "p" };

	test("is parsed to the URL of the whole file", () => {
		expect(read({ uuid, url, fields, extra: 1 })).toStrictEqual({
			kind: "whole",
			uuid,
			url,
			fields,
		});
	});

	test("is parsed to the URL of each segment", () => {
		const segments = [
			{ size: 1, sha256: "s", url, headers: { "Content-Length": "1" } },
			{ url },
		];
		expect(read({ uuid, segments, status: "open" })).toStrictEqual({
			kind: "segmented",
			uuid,
			segments: [
				{ url, headers: { "Content-Length": "1" } },
				{ url, headers: {} },
			],
		});
	});

	test("accepts numbers and flags among fields and headers, as text", () => {
		expect(
			read({ uuid, url, fields: { expires: 3600, success: true } }),
		).toMatchObject({ fields: { expires: "3600", success: "true" } });
		expect(
			read({ uuid, segments: [{ url, headers: { "Content-Length": 5 } }] }),
		).toMatchObject({ segments: [{ headers: { "Content-Length": "5" } }] });
	});

	test("with both counts as segmented, with empty segments as whole", () => {
		expect(read({ uuid, url, fields, segments: [{ url }] })).toMatchObject({
			kind: "segmented",
		});
		expect(read({ uuid, url, fields, segments: [] })).toMatchObject({
			kind: "whole",
		});
	});

	test.each<[string, unknown]>([
		["nothing", null],
		["no uuid", { url, fields }],
		["an empty uuid", { uuid: "", url, fields }],
		["no URL", { uuid, fields }],
		["an empty URL", { uuid, url: "", fields }],
		["no fields", { uuid, url }],
		["fields that are not text", { uuid, url, fields: { key: [1] } }],
		["no segments", { uuid, segments: [] }],
		["segments of another shape", { uuid, segments: "x" }],
		["a segment without a URL", { uuid, segments: [{}] }],
		["a segment with an empty URL", { uuid, segments: [{ url: "" }] }],
		[
			"a segment with headers that are not text",
			{ uuid, segments: [{ url, headers: { a: null } }] },
		],
		["segments without a uuid", { segments: [{ url }] }],
	])("is not parsed from %s", (_, input) => {
		expect(read(input)).toBe("invalid");
	});
});
