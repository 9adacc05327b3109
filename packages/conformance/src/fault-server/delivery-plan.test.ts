import { expect, test } from "vitest";
import { courseOf } from "./delivery-plan.ts";

const loss = "reset";

// A second copy leaves no trace where the first one was recorded: what is planned is all there is to see.
test.each([
	[{ kind: "through" }, [0]],
	[{ kind: "duplicated" }, [0, 0]],
	[{ kind: "duplicated_late", loss, delay: 40 }, [0, 40]],
	[{ kind: "arrives_late", loss, delay: 40 }, [40]],
	[{ kind: "request_dropped", loss }, []],
	[{ kind: "not_sent" }, []],
] as const)("of %j as many copies arrive as there are", (fault, copies) => {
	expect(courseOf(fault, 0).copies).toEqual(copies);
});

test("a reset counts from the next whole second of the server's clock", () => {
	const fault = {
		kind: "rate_limited",
		reset_in: 3,
		retry_after: null,
		dated: true,
	} as const;
	const { ending } = courseOf(fault, 10_001);
	expect(ending).toMatchObject({
		kind: "instead",
		reply: { status: 429, headers: { "x-rate-limit-reset": "14" } },
	});
});
