import { outcomes } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import { failedRequest } from "./failed-request.ts";

test("the error of a request that failed names its cause", () => {
	const at = Date.parse("2026-05-01T10:00:00Z");
	const again = "try again after 2026-05-01T10:00:00.000Z";
	expect(
		[
			outcomes.deferred("unreachable", at, "host_not_found"),
			outcomes.deferred("unreachable", at),
			outcomes.uncertain(at, "server_error"),
			outcomes.uncertain(at),
		].map((outcome) => failedRequest("Reading it", outcome).message),
	).toEqual(
		[
			`the server's name was not found; ${again}`,
			again,
			"the server reported an error; it may have been done or not",
			"it may have been done or not",
		].map((reason) => `Reading it failed: ${reason}.`),
	);
});
