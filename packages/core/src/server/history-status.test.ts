import { expect, test } from "vitest";
import { stepStatus, workflowEnd } from "./history-status.ts";

const now = "2026-05-01T10:00:00.000Z";
const earlier = "2026-05-01T09:59:59.999Z";

test.each([
	["reject", "terminated", "WorkflowTerminated"],
	["approve", "complete", "EndStep"],
	["return", "complete", "EndStep"],
	[null, "complete", "EndStep"],
])("an instance that %s ended is %s", (endedBy, status, entry_type) => {
	expect(workflowEnd(endedBy)).toEqual({ status, entry_type });
});

test.each([
	[null, null, "in_progress"],
	[null, now, "in_progress"],
	[null, earlier, "overdue"],
	[earlier, earlier, "complete"],
])(
	"a step that ended at %s and is due at %s is %s",
	(ended_at, overdue_at, status) => {
		expect(stepStatus({ ended_at, overdue_at }, now)).toBe(status);
	},
);
