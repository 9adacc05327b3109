import fc from "fast-check";
import type { FuzzRequest } from "./api-requests.ts";

/** One change of a request's bytes; positions are shares of its length. */
type Mutation = {
	kind: "overwrite" | "insert" | "delete" | "repeat" | "cut";
	at: number;
	length: number;
	bytes: Uint8Array;
};

const mutation: fc.Arbitrary<Mutation> = fc.record({
	kind: fc.constantFrom("overwrite", "insert", "delete", "repeat", "cut"),
	at: fc.double({ min: 0, max: 1, noNaN: true }),
	length: fc.nat(40),
	bytes: fc.oneof(
		fc.uint8Array({ maxLength: 8 }),
		fc
			.constantFrom("\r\n", "\n", "\0", " ", ":", "\r\n\r\n", "0\r\n\r\n", "é")
			.map((text) => new TextEncoder().encode(text)),
	),
});

/** A request as bytes. One that was changed may be incomplete, so that it has no reply. */
export type FuzzBytes = { bytes: Buffer; isChanged: boolean };

/** A request as bytes: as it is, or with up to three changes. */
export function requestBytes(
	requests: fc.Arbitrary<FuzzRequest>,
	host: string,
): fc.Arbitrary<FuzzBytes> {
	const mutations = fc.oneof(
		fc.constant([]),
		fc.array(mutation, { minLength: 1, maxLength: 3 }),
	);
	return fc.tuple(requests, mutations).map(([request, changes]) => ({
		bytes: changes.reduce(applyMutation, serializeRequest(request, host)),
		isChanged: changes.length > 0,
	}));
}

/** A request as bytes, with the `Host` that it names. */
export function serializeRequest(
	{ method, target, headers, body }: FuzzRequest,
	host: string,
): Buffer {
	const payload = Buffer.from(body);
	const lines = [
		`${method} ${target} HTTP/1.1`,
		`Host: ${host}`,
		"Connection: close",
		`Content-Length: ${payload.length}`,
		...headers.map(([name, value]) => `${name}: ${value}`),
	];
	return Buffer.concat([
		Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"),
		payload,
	]);
}

function applyMutation(
	request: Buffer,
	{ kind, at, length, bytes }: Mutation,
): Buffer {
	const start = Math.floor(at * request.length);
	const before = request.subarray(0, start);
	const range = request.subarray(start, start + length);
	const after = request.subarray(start + length);
	switch (kind) {
		case "overwrite":
			return Buffer.concat([before, bytes, after]);
		case "insert":
			return Buffer.concat([before, bytes, range, after]);
		case "delete":
			return Buffer.concat([before, after]);
		case "repeat":
			return Buffer.concat([before, range, range, range, after]);
		case "cut":
			return before;
	}
}
