import * as z from "zod/mini";
import type { Scope } from "./submission.ts";

/** A part of a file, in bytes: `start` is included, `end` is not. */
export type Segment = { start: number; end: number };

/** The paths of uploads, at company or project level (contract §5). */
export const uploadPaths = {
	/** Of all uploads of a company or project. */
	uploads: ({ company_id, project_id }: Scope): string =>
		project_id === undefined
			? `/rest/v1.1/companies/${encodeURIComponent(company_id)}/uploads`
			: `/rest/v1.1/projects/${encodeURIComponent(project_id)}/uploads`,
	/** Of one upload. */
	upload: (scope: Scope, uuid: string): string =>
		`${uploadPaths.uploads(scope)}/${encodeURIComponent(uuid)}`,
};

/** Minimum size of a segment, except the last (contract §5: 5 MB). */
export const minSegmentBytes: number = 5 * 1024 * 1024;

/** Maximum size of a segment (contract §5: 5 GB). */
export const maxSegmentBytes = 5_000_000_000;

/** The URLs to which a file is to be uploaded (contract §5). */
export type UploadTarget =
	/** One multipart form with these fields, the file last. */
	| {
			kind: "whole";
			uuid: string;
			url: string;
			fields: Record<string, string>;
	  }
	/** One URL for each segment. */
	| {
			kind: "segmented";
			uuid: string;
			segments: { url: string; headers: Record<string, string> }[];
	  };

/** Splits a file into segments; `[]` if the file is no larger than one segment and is uploaded whole. */
export function splitIntoSegments(
	size: number,
	segmentBytes: number,
): Segment[] {
	if (size <= segmentBytes) return [];
	return Array.from({ length: Math.ceil(size / segmentBytes) }, (_, index) => ({
		start: index * segmentBytes,
		end: Math.min(size, (index + 1) * segmentBytes),
	}));
}

const text = z.string().check(z.minLength(1));

// A header or a field of a form is text; servers send `Content-Length` or an expiry as a number too.
const asText: z.ZodMiniType<string> = z.transform((value, { issues }) => {
	if (["string", "number", "boolean"].includes(typeof value))
		return String(value);
	issues.push({ code: "custom", input: value, message: "must be text" });
	return z.NEVER;
});
const texts = z.catchall(z.object({}), asText);

const whole = z.looseObject({ uuid: text, url: text, fields: texts });

const segmented = z.looseObject({
	uuid: text,
	segments: z
		.array(z.looseObject({ url: text, headers: z.optional(texts) }))
		.check(z.minLength(1)),
});

/** Parses the response to the creation of an upload. */
export const uploadTargetSchema: z.ZodMiniType<UploadTarget> = z.transform(
	(body, { issues }) => {
		const target = parseSegmented(body) ?? parseWhole(body);
		if (target !== null) return target;
		issues.push({
			code: "custom",
			input: body,
			message: "must name a place",
		});
		return z.NEVER;
	},
);

function parseSegmented(body: unknown): UploadTarget | null {
	const { data } = segmented.safeParse(body);
	if (data === undefined) return null;
	const segments = data.segments.map(({ url, headers = {} }) => ({
		url,
		headers,
	}));
	return { kind: "segmented", uuid: data.uuid, segments };
}

function parseWhole(body: unknown): UploadTarget | null {
	const { data } = whole.safeParse(body);
	if (data === undefined) return null;
	return { kind: "whole", uuid: data.uuid, url: data.url, fields: data.fields };
}
