import { describe, expect, test } from "vitest";
import { validate } from "../validation/validate.ts";
import {
	maxSegmentBytes,
	minSegmentBytes,
	splitIntoSegments,
	uploadTargetSchema,
} from "./uploads.ts";

test("a segment has from 5 MiB to 5 GB", () => {
	expect(minSegmentBytes).toBe(5_242_880);
	expect(maxSegmentBytes).toBe(5_000_000_000);
});

describe("a file is cut", () => {
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
	])("%i bytes by %i: %j", (size, by, cuts) => {
		expect(splitIntoSegments(size, by)).toEqual(
			cuts.map(([start, end]) => ({ start, end })),
		);
	});
});

describe("the answer to a new upload", () => {
	const read = (input: unknown) => {
		const parsed = validate(uploadTargetSchema, input);
		return parsed.kind === "parsed" ? parsed.value : parsed.kind;
	};
	const uuid = "u-1";
	const url = "https://storage.example/put";
	const fields = { key: "k", policy: "p" };

	test("says where a whole file goes", () => {
		expect(read({ uuid, url, fields, extra: 1 })).toStrictEqual({
			kind: "whole",
			uuid,
			url,
			fields,
		});
	});

	test("says where each segment goes", () => {
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

	test("with both is taken in segments, with none of them whole", () => {
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
		["no address", { uuid, fields }],
		["an empty address", { uuid, url: "", fields }],
		["no fields", { uuid, url }],
		["fields that are no text", { uuid, url, fields: { key: 1 } }],
		["no segments", { uuid, segments: [] }],
		["segments of another shape", { uuid, segments: "x" }],
		["a segment without an address", { uuid, segments: [{}] }],
		["a segment with an empty address", { uuid, segments: [{ url: "" }] }],
		[
			"a segment with headers that are no text",
			{ uuid, segments: [{ url, headers: { a: 1 } }] },
		],
		["segments without a uuid", { segments: [{ url }] }],
	])("is not read from %s", (_, input) => {
		expect(read(input)).toBe("invalid");
	});
});
