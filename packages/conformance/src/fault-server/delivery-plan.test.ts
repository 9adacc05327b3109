import { expect, test } from "vitest";
import { deliveryPlanFor } from "./delivery-plan.ts";

const loss = "reset";

// A second copy leaves no trace where the first one was recorded: what is planned is all there is to see.
test.each([
	[{ kind: "none" }, [0]],
	[{ kind: "duplicated" }, [0, 0]],
	[{ kind: "duplicated_late", loss, delay_ms: 40 }, [0, 40]],
	[{ kind: "arrives_late", loss, delay_ms: 40 }, [40]],
	[{ kind: "request_dropped", loss }, []],
	[{ kind: "not_sent" }, []],
] as const)("of %j as many copies arrive as there are", (fault, copies) => {
	expect(deliveryPlanFor(fault, 0).copy_delays_ms).toEqual(copies);
});

test("a reset counts from the next whole second of the server's clock", () => {
	const fault = {
		kind: "rate_limited",
		reset_in: 3,
		retry_after: null,
		dated: true,
	} as const;
	const { reply } = deliveryPlanFor(fault, 10_001);
	expect(reply).toMatchObject({
		kind: "instead",
		reply: { status: 429, headers: { "x-rate-limit-reset": "14" } },
	});
});
