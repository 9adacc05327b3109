import { expect, test } from "vitest";
import { reportPeer } from "./report-peer.ts";

const reset = Object.assign(new Error("reset"), { code: "ECONNRESET" });

const cases: [error: unknown, said: string][] = [
	[{ response: { status: 422 } }, "rejected: 422"],
	[
		Object.assign(new Error(), { status: 500, cause: reset }),
		"rejected: ECONNRESET",
	],
	[
		new TypeError("fetch failed", { cause: new Error("", { cause: reset }) }),
		"rejected: ECONNRESET",
	],
	[new SyntaxError("not JSON"), "rejected: SyntaxError"],
	[new DOMException("aborted", "AbortError"), "rejected: AbortError"],
	["text", "rejected: unknown error"],
	[null, "rejected: unknown error"],
];

test.each(cases)("a peer that rejects with %o: %s", async (error, said) => {
	expect(await reportPeer(Promise.reject(error))).toEqual({
		said,
		claim: { own_response: "not_same" },
	});
});

test("a peer that resolves says that the response is on record", async () => {
	expect(await reportPeer(Promise.resolve({ status: 200 }))).toEqual({
		said: "resolved: 200",
		claim: { own_response: "same" },
	});
});
