import fc from "fast-check";
import { expect, test } from "vitest";
import type { History, HistoryResponse } from "../contract/history.ts";
import type {
	Instance,
	ResponseOccurrence,
	ResponseOption,
} from "../contract/instance.ts";
import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import type { Outcome } from "../outcome/outcome.ts";
import type { RequestEvent } from "../request/events.ts";
import {
	approve,
	buildHistory,
	historyRow,
	historyStep,
	instance,
	personAda,
	personGrace,
	reject,
	row,
	step,
	submission,
} from "../testing/builders.ts";
import { httpResponse, readResponse, startedAt } from "../testing/script.ts";
import { previewOutcome } from "./preview.ts";
import { isSamePerson } from "./same-person.ts";
import { advanceSettlement, beginSettlement } from "./settlement.ts";

/** What the reads show. Nothing changes between a preview and a settlement. */
type World = {
	submitted: Submission;
	me: Me;
	instance: Instance;
	/** `null`: the caller may not see it. */
	history: History | null;
};

const comment = "R&D ok";
const answered = "2026-05-01T10:00:00Z";

/** The person of a row: this person, certainly or not, or another one. */
const people = fc.constantFrom(
	personAda,
	{ ...personAda, login: "ADA@Harbor.Example", id: "900101" },
	{ ...personAda, login: null },
	{ ...personAda, login: "old@harbor.example" },
	{ ...personAda, login: "", id: "900101" },
	{ id: null, login: null, name: null },
	personGrace,
);
const comments = fc.constantFrom(
	null,
	"",
	comment,
	` ${comment}\r\n`,
	"R&amp;D ok",
	"R&D…",
	"No.",
);
const moments = fc.constantFrom(null, answered);

const instanceRow: fc.Arbitrary<ResponseOccurrence> = fc
	.tuple(people, comments, moments, fc.constantFrom(approve, reject, null))
	.map(([person, text, submitted_at, selected_response_option]) =>
		row({ submitted_at, selected_response_option, comment: text }, person),
	);
const pastRow: fc.Arbitrary<HistoryResponse> = fc
	.tuple(
		people,
		comments,
		moments,
		fc.constantFrom("Approve", "Approve ", "Reject", "Accept", null),
		fc.constantFrom("approve", "Reject", null),
	)
	.map(([person, text, responded_at, response, response_type]) =>
		historyRow({
			...person,
			comment: text,
			responded_at,
			response,
			response_type,
		}),
	);
const options = fc.constantFrom<ResponseOption[][]>(
	[approve, reject],
	[],
	[reject],
	[{ ...approve, name: "Accept" }, reject],
	[approve, { ...approve, id: "7", response_type: "return" }],
);

const other = { id: "2", step_uuid: "uuid-2" };
const current = fc.oneof(
	fc
		.tuple(fc.array(instanceRow, { maxLength: 3 }), options)
		.map(([rows, available_response_options]) =>
			step(rows, { available_response_options }),
		),
	fc.constantFrom(null, step([], other)),
);
const history = fc.oneof(
	fc.constantFrom(
		null,
		buildHistory(),
		buildHistory(historyStep([], { id: "2", uuid: "uuid-2", ended_at: null })),
	),
	fc
		.tuple(
			fc.array(pastRow, { maxLength: 3 }),
			options,
			fc.constantFrom(null, "2026-05-01T11:00:00Z"),
			fc.constantFrom(null, { overridden_by: { id: "9", name: "Manager" } }),
		)
		.map(([rows, available_response_options, ended_at, override]) =>
			buildHistory(
				historyStep(rows, { available_response_options, ended_at, override }),
			),
		),
);
const worlds: fc.Arbitrary<World> = fc.record({
	submitted: fc
		.constantFrom(null, "", comment)
		.map((text) => submission({ comment: text })),
	me: fc.constantFrom(personAda, { ...personAda, login: "" }),
	instance: current.map(instance),
	history,
});

/** Settles in a world in which every submit is answered by this reply. */
function settle(
	{ submitted, me, instance: shown, history: past }: World,
	reply: RequestEvent,
	readFirst: boolean,
): { outcome: Outcome; submits: number } {
	const replies: Record<string, RequestEvent> = {
		read_instance: readResponse(shown),
		read_history: past === null ? httpResponse(403, {}) : readResponse(past),
		submit: reply,
		sleep: { kind: "slept" },
	};
	let now = startedAt;
	let submits = 0;
	let { state, command } = beginSettlement(submitted, me, { readFirst }, now);
	while (command.kind !== "finish") {
		const event = replies[command.kind];
		if (event === undefined) throw new Error(command.kind);
		if (command.kind === "submit") submits++;
		now = command.kind === "sleep" ? command.until : now + 10;
		({ state, command } = advanceSettlement(state, event, now, 0));
	}
	return { outcome: command.outcome, submits };
}

/** The server's answers about a response on record. */
const answers = { unchanged: 204, conflict: 422, superseded: 422 } as const;

const refusals = { recorded: 204, forbidden: 403, invalid: 422 } as const;

test("a preview and a settlement that reads first agree, whatever the reads show", () => {
	const seen = new Map<string, number>();
	fc.assert(
		fc.property(worlds, (world) => {
			const { submitted, me, instance: shown, history: past } = world;
			const { would, ...fields } = previewOutcome(submitted, me, shown, past);
			seen.set(would, (seen.get(would) ?? 0) + 1);
			if (would === "uncertain") {
				// The settlement cannot decide by reads either: the server does, and a refusal is believed only with proof.
				expect(settle(world, httpResponse(204), true).submits).toBe(1);
				return;
			}
			const { current_step_occurrence: current } = shown;
			const hasRow = current?.response_occurrences.some(({ assignee }) =>
				isSamePerson(assignee, me),
			);
			const isCurrent =
				current?.id === submitted.response.current_step_occurrence_id;
			const isKnown = ["unchanged", "conflict", "superseded"].includes(would);
			// Before a submit, a settlement does not look in the history for a person without a row.
			const asksServer = isKnown && isCurrent && !hasRow;
			const status = Reflect.get(asksServer ? answers : refusals, would) ?? 500;
			const { outcome, submits } = settle(world, httpResponse(status), true);
			expect(outcome.kind).toBe(
				asksServer && would === "unchanged" ? "accepted" : would,
			);
			if (outcome.kind === "conflict" || outcome.kind === "superseded")
				expect(outcome).toEqual({
					...outcome,
					...fields,
					attempts: outcome.attempts,
				});
			expect(submits).toBeLessThanOrEqual(isKnown && !asksServer ? 0 : 1);
		}),
		{ numRuns: 3_000 },
	);
	// The worlds lead to every kind that a preview can have.
	expect([...seen.keys()].sort()).toEqual([
		"conflict",
		"forbidden",
		"invalid",
		"recorded",
		"superseded",
		"uncertain",
		"unchanged",
	]);
});

test("what reads prove does not depend on whether they precede the submit", () => {
	fc.assert(
		fc.property(worlds, (world) => {
			const { submitted, me, instance: shown, history: past } = world;
			const { would } = previewOutcome(submitted, me, shown, past);
			const { outcome } = settle(world, httpResponse(422), false);
			if (["unchanged", "conflict", "superseded"].includes(would))
				expect(outcome.kind).toBe(would);
			if (outcome.kind === "superseded") expect(would).toBe("superseded");
			if (outcome.kind === "unchanged") expect(would).toBe("unchanged");
		}),
		{ numRuns: 3_000 },
	);
});
