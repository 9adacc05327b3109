import { outcomes } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import { AbortError } from "./abort-error.ts";
import { failedRequest } from "./failed-request.ts";
import { safe } from "./safe.ts";

const outcome = outcomes.refused("forbidden", null);

test("returns the value of a call", async () => {
	expect(await safe(Promise.resolve(1))).toEqual({ kind: "ok", value: 1 });
});

test("returns the outcome and the message of a call that failed", async () => {
	const error = failedRequest("Reading the instance", outcome);
	expect(await safe(Promise.reject(error))).toEqual({
		kind: "failed",
		outcome,
		message: error.message,
	});
});

test("returns what is known if the call was aborted", async () => {
	const error = new AbortError(outcome, undefined);
	expect(await safe(Promise.reject(error))).toEqual({
		kind: "failed",
		outcome,
		message: "Stopped before it was done.",
	});
});

test("throws every other error", async () => {
	const error = new TypeError("The option `id` is missing.");
	await expect(safe(Promise.reject(error))).rejects.toBe(error);
});
