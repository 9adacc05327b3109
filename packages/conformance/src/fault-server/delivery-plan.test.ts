import { expect, test } from "vitest";
import { deliveryPlanFor } from "./delivery-plan.ts";

const loss = "reset";

// A second copy leaves no trace on the server once the first one is recorded, so the plan itself is checked.
test.each([
	[{ kind: "none" }, [0]],
	[{ kind: "duplicated" }, [0, 0]],
	[{ kind: "duplicated_late", loss, delay_ms: 40 }, [0, 40]],
	[{ kind: "arrives_late", loss, delay_ms: 40 }, [40]],
	[{ kind: "request_dropped", loss }, []],
	[{ kind: "not_sent" }, []],
] as const)("%j delivers the right copies of the request", (fault, delays) => {
	expect(deliveryPlanFor(fault, 0).copy_delays_ms).toEqual(delays);
});

test("a reset counts from the next whole second of the server's clock", () => {
	const fault = {
		kind: "rate_limited",
		reset_in: 3,
		retry_after: null,
		dated: true,
	} as const;
	expect(deliveryPlanFor(fault, 10_001).reply).toMatchObject({
		kind: "from_gateway",
		reply: { status: 429, headers: { "x-rate-limit-reset": "14" } },
	});
});
