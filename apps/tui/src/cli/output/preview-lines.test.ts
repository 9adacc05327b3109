import {
	type OutcomeKind,
	outcomeKinds,
	outcomeTraits,
	type Preview,
} from "@signoff/core";
import { expect, test } from "vitest";
import { themeFor } from "../../terminal/theme.ts";
import { previewLines } from "./preview-lines.ts";

const attempts: Preview["attempts"] = [];

/** One preview of each kind. Previews are made from reads, so they never say when to send again. */
const previews: { [K in OutcomeKind]: Preview & { would: K } } = {
	recorded: { would: "recorded", attempts },
	unchanged: { would: "unchanged", attempts },
	accepted: { would: "accepted", attempts },
	conflict: {
		would: "conflict",
		on_record: {
			option: { id: "2001", name: "Return", response_type: "return" },
			comment: "No.",
			submitted_at: "2026-11-24T09:12:31.000Z",
		},
		differs: ["response_option"],
		attempts,
	},
	superseded: { would: "superseded", decided_by: [], attempts },
	invalid: { would: "invalid", issues: [], attempts },
	unauthenticated: { would: "unauthenticated", reason: null, attempts },
	forbidden: { would: "forbidden", reason: null, attempts },
	not_found: { would: "not_found", reason: null, attempts },
	deferred: { would: "deferred", reason: "unavailable", attempts },
	uncertain: { would: "uncertain", attempts },
};

function linesOf(kind: OutcomeKind): string[] {
	return previewLines(previews[kind], themeFor(process.stderr, {}));
}

test.each(outcomeKinds.filter((kind) => kind !== "deferred"))(
	"a preview of `%s` prints sentences without gaps, and no time",
	(kind) => {
		const text = linesOf(kind).join("\n");
		expect(text).not.toMatch(/undefined|null|retry_at/);
		const isPreview = outcomeTraits[kind].onRecord || kind === "uncertain";
		expect(text.includes("nothing was sent")).toBe(isPreview);
	},
);

test("a preview that the reads do not decide says what decides it", () => {
	expect(linesOf("uncertain")).toEqual([
		"? What can be read does not decide whether this response would be recorded: sending it does.",
		expect.stringContaining("This was a preview: nothing was sent."),
	]);
});
