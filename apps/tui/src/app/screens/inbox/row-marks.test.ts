import { expect, test } from "vitest";
import { waitingStepId } from "../../../model/waiting-step.ts";
import type { OutboxEntry } from "../../../outbox/entry.ts";
import { entryFor } from "../../../testing/outbox-entries.ts";
import { now, waitingStep } from "../../../testing/waiting-step.ts";
import { closedOutbox } from "../../model/outbox-view.ts";
import { rowMarks } from "./row-marks.ts";

const step = waitingStep("1");
const entry: OutboxEntry = {
	...entryFor({
		kind: "hold",
		submission: {
			...step.scope,
			id: "1",
			response: {
				current_step_occurrence_id: "s1",
				selected_response_option_id: "2000",
			},
		},
		names: { item: null, step_name: null, option: null },
		instance: undefined,
		files: ["/plan.pdf"],
	}),
	state: { kind: "open", due_at: now, settlement: null, outcome: null },
};

test("the row of an answer whose file is uploaded shows how far it is", () => {
	const upload = { name: "plan.pdf", number: 1, count: 1, sent: 9, total: 20 };
	const progress = { since: now, attempts: [], activity: null };
	const markWith = (shown: typeof progress & { upload?: typeof upload }) =>
		rowMarks({
			...closedOutbox,
			entries: [entry],
			progress: { [entry.id]: shown },
		}).get(waitingStepId(step))?.text;
	expect(markWith({ ...progress, upload })).toBe("upload 45 %");
	expect(markWith(progress)).toBe("sending");
});
