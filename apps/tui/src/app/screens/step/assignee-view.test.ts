import type { ResponseOccurrence } from "@signoff/core";
import { expect, test } from "vitest";
import { now, personAda } from "../../../testing/waiting-step.ts";
import { appTheme } from "../../ui/theme.ts";
import { assigneeLines, attachmentLines } from "./assignee-view.ts";

const approve = { id: "2000", name: "Approve", response_type: "approve" };
const answeredAt = new Date(now - 3_600_000).toISOString();

test.each<[string, Pick<ResponseOccurrence, "submitted_at">, boolean]>([
	["Ada Byron (you): not yet", { submitted_at: null }, true],
	["Ada Byron (you): not yet", { submitted_at: null }, false],
	["Ada Byron (you): Approve, ", { submitted_at: answeredAt }, true],
	["Ada Byron (you): answered, ", { submitted_at: answeredAt }, false],
])("shows %j for %j, with an option: %s", (text, time, hasOption) => {
	const row: ResponseOccurrence = {
		...time,
		selected_response_option: hasOption ? approve : null,
		comment: null,
		assignee: { ...personAda, required: true },
	};
	const theme = appTheme({ LANG: "C.UTF-8" });
	const [first] = assigneeLines(row, personAda, now, 80, theme);
	const shown = first?.spans.map((span) => span.text).join("");
	expect(shown).toContain(text);
});

test("the files of a response are named, whatever the server shows", () => {
	const lines = attachmentLines(
		[{ name: "plan.pdf" }, { url: "x" }, null, { name: "a\u001b[2Jb" }],
		40,
	);
	const texts = lines.map(({ spans }) =>
		spans
			.map(({ text }) => text)
			.join("")
			.trim(),
	);
	expect(texts[0]).toBe("file: plan.pdf");
	expect(texts).toHaveLength(2);
	expect(texts.join("")).not.toContain("\u001b");
	expect(attachmentLines("none", 40)).toEqual([]);
});
