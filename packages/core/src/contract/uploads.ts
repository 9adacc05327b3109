import * as z from "zod/mini";

/** A part of a file, in bytes: from `start` up to, and without, `end`. */
export type Segment = { start: number; end: number };

/** The smallest a segment may be, unless it is the last (contract §5: 5 MB). */
export const minSegmentBytes: number = 5 * 1024 * 1024;

/** The largest a segment may be (contract §5: 5 GB). */
export const maxSegmentBytes = 5_000_000_000;

/** Where a file goes, as the server says it (contract §5). */
export type UploadTarget =
	/** In one piece: a form with these fields, and the file last. */
	| {
			kind: "whole";
			uuid: string;
			url: string;
			fields: Record<string, string>;
	  }
	/** Each segment to an address of its own. */
	| {
			kind: "segmented";
			uuid: string;
			segments: { url: string; headers: Record<string, string> }[];
	  };

/** Cuts a file into segments. A file that is no larger than one stays in one piece: no segments. */
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
const texts = z.catchall(z.object({}), z.string());

const whole = z.looseObject({ uuid: text, url: text, fields: texts });

const segmented = z.looseObject({
	uuid: text,
	segments: z
		.array(z.looseObject({ url: text, headers: z.optional(texts) }))
		.check(z.minLength(1)),
});

/** Reads the answer to a new upload. */
export const uploadTargetSchema: z.ZodMiniType<UploadTarget> = z.transform(
	(answer, { issues }) => {
		const target = parseSegmented(answer) ?? parseWhole(answer);
		if (target !== null) return target;
		issues.push({
			code: "custom",
			input: answer,
			message: "must name a place",
		});
		return z.NEVER;
	},
);

function parseSegmented(answer: unknown): UploadTarget | null {
	const { data } = segmented.safeParse(answer);
	if (data === undefined) return null;
	const segments = data.segments.map(({ url, headers = {} }) => ({
		url,
		headers,
	}));
	return { kind: "segmented", uuid: data.uuid, segments };
}

function parseWhole(answer: unknown): UploadTarget | null {
	const { data } = whole.safeParse(answer);
	if (data === undefined) return null;
	return { kind: "whole", uuid: data.uuid, url: data.url, fields: data.fields };
}
