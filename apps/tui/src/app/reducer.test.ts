import type { Outcome } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import { waitingStepId } from "../model/waiting-step.ts";
import { draftOf } from "../outbox/draft.ts";
import type { OutboxEntry } from "../outbox/entry.ts";
import {
	endedMessages,
	entryFor,
	outboxHas,
	sendingMessages,
} from "../testing/outbox-entries.ts";
import {
	newInbox,
	now,
	personAda,
	waitingStep,
} from "../testing/waiting-step.ts";
import { showEntry } from "./answer-updates.ts";
import type { Effect, Message } from "./messages.ts";
import { initialEffects, reduce } from "./reducer.ts";
import { type AppState, newApp } from "./state.ts";
import { screenFrameLines } from "./ui/frame-lines.ts";
import { appTheme } from "./ui/theme.ts";
import { appPage } from "./view.ts";

/** The screen as text. */
function screenText(state: AppState): string {
	const theme = appTheme({ LANG: "C.UTF-8" });
	const lines = screenFrameLines(
		appPage(state, theme, true),
		state.size,
		theme,
	);
	return lines
		.map(({ spans }) => spans.map(({ text }) => text).join(""))
		.join("\n");
}

/** The state after messages, and all effects; a string is a pressed key. */
function after(
	state: AppState,
	...inputs: (Message | string)[]
): { state: AppState; effects: Effect[] } {
	const effects: Effect[] = [];
	let current = state;
	for (const input of inputs) {
		const message: Message =
			typeof input === "string" ? { kind: "key_pressed", key: input } : input;
		const transition = reduce(current, message);
		current = transition.state;
		effects.push(...transition.effects);
	}
	return { state: current, effects };
}

const stepsLoaded: Message = {
	kind: "steps_loaded",
	loadId: 0,
	steps: [
		waitingStep("1", { due: 1 }),
		waitingStep("2"),
		waitingStep("3", { due: 3 }),
	],
};
const inbox = (): AppState =>
	after(newInbox(), stepsLoaded, {
		kind: "load_completed",
		loadId: 0,
		unreadable: 0,
	}).state;
const toReview = ["<enter>", "<enter>", "1", "<enter>", "o", "k", "<enter>"];
const recorded = outcomes.onRecord("recorded");

/** The app after it has sent the answer that is on the review, and the person follows it. */
function sentFrom(state: AppState): { state: AppState; entry: OutboxEntry } {
	const decided = after(state, "s");
	const entry = entryFor(decided.effects.at(-1));
	const sent = after(decided.state, ...sendingMessages(entry)).state;
	return { state: showEntry(sent, entry), entry };
}

/** The app after an answer has ended. */
function endedAs(state: AppState, outcome: Outcome): AppState {
	const sent = sentFrom(state);
	return after(sent.state, ...endedMessages(sent.entry, outcome)).state;
}

const reviewed = (): AppState => after(inbox(), ...toReview).state;

test("starts with the companies, the one instance, or the inbox", () => {
	const kinds = [
		{ scope: null, instance: null },
		{ scope: { company_id: "1" }, instance: "9001" },
		{ scope: { company_id: "1" }, instance: null },
	].map((target) => {
		const state = newApp(
			{ ...target, item_url: null },
			{ columns: 80, rows: 24 },
			now,
		);
		return [
			state.flow.screen,
			...initialEffects(state).map(({ kind }) => kind),
		];
	});
	expect(kinds).toEqual([
		["startup", "list_companies"],
		["startup", "open_instance"],
		["inbox", "open_inbox"],
	]);
});

test("a single company is chosen automatically; with two, the app asks", () => {
	const initial = newApp(
		{ scope: null, instance: null, item_url: null },
		{ columns: 80, rows: 24 },
		now,
	);
	const one = after(initial, {
		kind: "companies_loaded",
		companies: [{ id: "7", name: "A" }],
	});
	expect(one.effects).toEqual([
		{ kind: "open_inbox", company_id: "7", loadId: 0 },
	]);
	const companies = [
		{ id: "7", name: "A" },
		{ id: "8", name: "B" },
	];
	const two = after(initial, { kind: "companies_loaded", companies }, "<down>");
	expect(two.effects).toEqual([]);
	expect(after(two.state, "<enter>").effects).toEqual([
		{ kind: "open_inbox", company_id: "8", loadId: 0 },
	]);
});

test("keys lead from the inbox to a submission of the selected step", () => {
	const { state, effects } = after(inbox(), "<down>", ...toReview, "s");
	expect(state.flow.screen).toBe("review");
	expect(effects.map(({ kind }) => kind)).toEqual([
		"refresh_step",
		"save_draft",
		"save_draft",
		"save_draft",
		"hold",
	]);
	expect(effects.at(-1)).toMatchObject({
		submission: {
			company_id: "4201",
			project_id: "77",
			id: "2",
			response: {
				current_step_occurrence_id: "s2",
				selected_response_option_id: "2000",
				comment: "ok",
			},
		},
		names: { item: "Invoices 42", step_name: "Review", option: "Approve" },
		instance: waitingStep("2").instance,
		files: [],
	});
});

test("after s the person is back in the inbox, at the next row, and the answer is marked", () => {
	const decided = after(reviewed(), "s");
	const entry = entryFor(decided.effects.at(-1));
	const { state } = after(decided.state, outboxHas(entry), {
		kind: "answer_held",
		entry,
	});
	expect(state.flow.screen).toBe("inbox");
	expect(state.inbox.filtered[state.inbox.cursor]?.waitingStep).toMatchObject({
		instance: { id: "2" },
	});
	expect(state.drafts).toEqual({});
	const shown = screenText(state);
	expect(shown).toContain("sending");
	expect(shown).toContain(
		"Approve for Invoices 41 goes in 5 s · u takes it back",
	);
	// Opening its row shows its progress.
	expect(after(state, "<up>", "<enter>").state.flow).toMatchObject({
		screen: "sending",
		sending: { entryId: "e1" },
	});
});

test("u takes the newest answer back, and its draft is on the review again", () => {
	const decided = after(reviewed(), "s");
	const entry = entryFor(decided.effects.at(-1));
	const taking = after(
		decided.state,
		outboxHas(entry),
		{ kind: "answer_held", entry },
		"u",
	);
	expect(taking.effects).toEqual([{ kind: "take_back", entry, reopens: true }]);
	const { step, draft } = draftOf(entry.submission, []);
	const back = after(taking.state, outboxHas(), {
		kind: "taken_back",
		entry,
		draft: { step, draft, at: now },
		reopens: true,
	});
	expect(back.state.flow).toMatchObject({
		screen: "review",
		option: { selected: { id: "2000" } },
		comment: { text: "ok" },
	});
	expect(back.effects).toMatchObject([{ kind: "refresh_step" }]);
	expect(
		after(back.state, { kind: "not_taken_back", entry }).state.outbox.notice,
	).toMatchObject({ text: expect.stringContaining("Too late") });
});

test("an answer to a step that has another one is not sent, and the review says so", () => {
	const decided = after(reviewed(), "s");
	const entry = entryFor(decided.effects.at(-1));
	const { state } = after(decided.state, { kind: "answer_blocked", entry });
	expect(state.flow.screen).toBe("review");
	expect(screenText(state)).toContain("Not sent: your earlier answer");
});

test("an outcome that is not on record has a marked row until it was opened", () => {
	const { state, entry } = sentFrom(reviewed());
	const elsewhere = after(
		state,
		"<enter>",
		...endedMessages(entry, outcomes.superseded([])),
	).state;
	expect(elsewhere.inbox.rows).toHaveLength(3);
	expect(screenText(elsewhere)).toContain(
		"superseded: Approve for Invoices 41",
	);
	const later = after(elsewhere, { kind: "ticked", now: now + 20_000 }).state;
	expect(screenText(later)).toContain("1 answer is not recorded");
	// A load that does not find the step keeps its row.
	const loaded = after(later, "r", {
		kind: "load_completed",
		loadId: later.inbox.loadId + 1,
		unreadable: 0,
	}).state;
	expect(loaded.inbox.rows).toHaveLength(1);
	const seen = after(loaded, "<enter>").state;
	expect(seen.flow).toMatchObject({
		screen: "outcome",
		outcome: { outcome: { kind: "superseded" } },
	});
	expect(after(seen, "<enter>").state.inbox.rows).toHaveLength(0);
	expect(screenText(after(seen, "<enter>").state)).not.toContain("recorded");
});

test("entries of an earlier run have rows, also if no list has their steps", () => {
	const entry = sentFrom(reviewed()).entry;
	const uncertain: OutboxEntry = {
		...entry,
		leased: false,
		sent: true,
		state: {
			kind: "open",
			due_at: now,
			settlement: null,
			outcome: outcomes.uncertain(now),
		},
	};
	const { state } = after(newInbox(), {
		kind: "outbox_opened",
		entries: [uncertain],
		drafts: [],
	});
	expect(screenText(state)).toMatch(/uncertain +Review +Invoices 41/);
	const elsewhere: Message = {
		kind: "outbox_changed",
		entries: [],
		settled: [{ entry: uncertain, outcome: recorded, isOwn: false }],
		drafts: [],
	};
	expect(after(state, elsewhere).state.inbox.rows).toEqual([]);
});

test("what was decided more than an hour ago and never sent is asked about, one after the other", () => {
	const first = sentFrom(reviewed()).entry;
	const stale = (id: string): OutboxEntry => ({
		...first,
		id,
		at: now - 2 * 3_600_000,
		leased: false,
		state: { kind: "open", due_at: now, settlement: null, outcome: null },
	});
	const entries = [stale("a"), stale("b")];
	const asking = after(inbox(), {
		kind: "outbox_opened",
		entries,
		drafts: [],
	}).state;
	expect(asking.overlay).toBe("confirm_stale");
	expect(after(asking, "<enter>")).toEqual({ state: asking, effects: [] });
	expect(after(asking, "s").effects).toEqual([{ kind: "send_now", id: "a" }]);
	const second = after(asking, outboxHas(stale("b"))).state;
	expect(after(second, "d").effects).toMatchObject([
		{ kind: "take_back", entry: { id: "b" }, reopens: false },
	]);
	expect(after(second, outboxHas()).state.overlay).toBeNull();
	const later = after(asking, "<escape>").state;
	expect(screenText(later)).toContain("2 answers are waiting for your consent");
});

test("an outbox that cannot be used is explained, and s sends nothing", () => {
	const message = "The outbox /x/outbox.db is damaged. Move the file away.";
	const failed = after(reviewed(), {
		kind: "outbox_failed",
		message,
		outcome: null,
	}).state;
	expect(screenText(failed)).toContain("is damaged. Move the file away.");
	const closed = after(failed, "x").state;
	expect(after(closed, "s")).toMatchObject({
		state: { overlay: "outbox_problem" },
		effects: [],
	});
	// The comment cannot be stored.
	expect(after(closed, "q").state.overlay).toBe("confirm_quit");
});

test("Enter on the review sends nothing", () => {
	const review = after(inbox(), ...toReview).state;
	expect(after(review, "<enter>")).toEqual({ state: review, effects: [] });
});

test("a key held down never submits a response", () => {
	const { state, effects } = after(
		inbox(),
		...Array<string>(20).fill("<enter>"),
	);
	expect(state.flow.screen).toBe("option");
	expect(effects.map(({ kind }) => kind)).toEqual(["refresh_step"]);
});

test("going back keeps the option and the comment", () => {
	const review = after(inbox(), ...toReview).state;
	const back = after(review, "<escape>", "<escape>", "<escape>");
	expect(back.state.flow.screen).toBe("step");
	expect(after(back.state, "<enter>", "<enter>", "<enter>").state).toEqual(
		review,
	);
	expect(after(back.state, "<escape>").state.flow.screen).toBe("inbox");
});

test("a recorded step is removed from the inbox, and n opens the next step", () => {
	const done = endedAs(reviewed(), recorded);
	expect(done.flow.screen).toBe("outcome");
	expect(done.inbox.rows).toHaveLength(2);
	const next = after(done, "n");
	expect(next.state.flow).toMatchObject({
		waitingStep: { instance: { id: "2" } },
	});
	expect(after(done, "<enter>").state.flow.screen).toBe("inbox");
});

test("n passes rows that are answered", () => {
	const { state } = sentFrom(reviewed());
	expect(after(state, "n").state.flow).toMatchObject({
		screen: "step",
		waitingStep: { instance: { id: "2" } },
	});
});

test.each<[Outcome, number]>([
	[
		outcomes.conflict(
			{
				option: { id: "2001", name: "Return", response_type: null },
				comment: null,
				submitted_at: null,
			},
			["comment"],
		),
		2,
	],
	[outcomes.superseded([]), 2],
	[outcomes.refused("forbidden", null), 3],
	[outcomes.deferred("unavailable", now), 3],
	[outcomes.uncertain(now), 3],
])(
	"after $kind was seen the inbox has the right number of steps",
	(outcome, left) => {
		const seen = after(endedAs(reviewed(), outcome), "<enter>").state;
		expect(seen.inbox.rows).toHaveLength(left);
	},
);

test("an uncertain answer is sent again at once on s, and its next outcome replaces the first", () => {
	const first = sentFrom(reviewed());
	const uncertain = after(
		first.state,
		...endedMessages(first.entry, outcomes.uncertain(now)),
	).state;
	expect(uncertain.flow.screen).toBe("outcome");
	const again = after(uncertain, "s");
	expect(again.state.flow.screen).toBe("sending");
	expect(again.effects).toEqual([{ kind: "send_now", id: "e1" }]);
	const settled = after(uncertain, ...endedMessages(first.entry, recorded));
	expect(settled.state.flow).toMatchObject({
		screen: "outcome",
		outcome: { outcome: { kind: "recorded" } },
	});
});

test("quitting asks once while an answer is being sent, or can be taken back", () => {
	const { state: sent, entry } = sentFrom(reviewed());
	const asking = after(sent, "q");
	expect(asking).toMatchObject({
		state: { overlay: "confirm_quit", ended: false },
		effects: [],
	});
	expect(after(asking.state, "n").state).toEqual(sent);
	expect(after(asking.state, "<enter>")).toEqual(asking);
	for (const yes of ["y", "<ctrl-c>"])
		expect(after(asking.state, yes)).toMatchObject({ state: { ended: true } });
	expect(
		after(asking.state, ...endedMessages(entry, recorded)).state,
	).toMatchObject({ overlay: null, flow: { screen: "outcome" } });
	const held = after(
		reviewed(),
		outboxHas(entry),
		{ kind: "answer_held", entry },
		"q",
	).state;
	expect(held.overlay).toBe("confirm_quit");
	expect(screenText(held)).toContain("It is then a draft");
});

test("a signal quits at once", () => {
	expect(after(inbox(), { kind: "interrupted" })).toMatchObject({
		state: { ended: true },
		effects: [],
	});
	const { state } = sentFrom(reviewed());
	expect(after(state, { kind: "interrupted" }).state.ended).toBe(true);
});

test("q, ? and r are typed in a comment and in a filter", () => {
	const comment = after(
		inbox(),
		"<enter>",
		"<enter>",
		"1",
		"<enter>",
		"q",
		"?",
		"r",
	).state;
	expect(comment.flow).toMatchObject({ comment: { text: "q?r" } });
	expect(after(inbox(), "/", "q", "?", "r").state.inbox.filter).toBe("q?r");
});

test("a paste goes into the text field, with its line ends normalized", () => {
	const pasted: Message = { kind: "pasted", text: "one\rtwo\r\nthree" };
	const comment = after(
		inbox(),
		"<enter>",
		"<enter>",
		"1",
		"<enter>",
		pasted,
	).state;
	expect(comment.flow).toMatchObject({
		comment: { text: "one\ntwo\nthree" },
	});
	expect(after(inbox(), "/", pasted).state.inbox.filter).toBe("one two three");
	expect(after(inbox(), pasted).state).toEqual(inbox());
});

test("a refreshed step is shown, and the selected option stays selected", () => {
	const step = waitingStep("1", { due: 1 }).step;
	const reversed = {
		...step,
		available_response_options: step.available_response_options.toReversed(),
	};
	const instance = {
		...waitingStep("1").instance,
		current_step_occurrence: reversed,
	};
	const refreshed: Message = {
		kind: "step_refreshed",
		id: waitingStepId(waitingStep("1")),
		instance,
	};
	const state = after(inbox(), "<enter>", "<enter>", "1", refreshed).state;
	expect(state.flow).toMatchObject({
		option: { selected: reversed.available_response_options[1] },
	});
	const without = {
		...reversed,
		available_response_options: reversed.available_response_options.slice(0, 1),
	};
	const gone: Message = {
		...refreshed,
		instance: { ...instance, current_step_occurrence: without },
	};
	expect(after(inbox(), ...toReview, gone).state).toMatchObject({
		flow: { kind: "choosing", screen: "option", option: { selected: null } },
	});
	const moved: Message = {
		...refreshed,
		instance: { ...instance, current_step_occurrence: { ...step, id: "s9" } },
	};
	expect(after(inbox(), "<enter>", moved).state.flow).toMatchObject({
		step: { freshness: "outdated" },
	});
	expect(after(inbox(), "<down>", "<enter>", moved).state.flow).toMatchObject({
		step: { freshness: "unknown" },
	});
});

test("a late read of the step does not replace the outcome", () => {
	const done = endedAs(reviewed(), recorded);
	const { instance, step } = waitingStep("1", { due: 1 });
	const withoutOptions = { ...step, available_response_options: [] };
	const late: Message = {
		kind: "step_refreshed",
		id: waitingStepId(waitingStep("1")),
		instance: { ...instance, current_step_occurrence: withoutOptions },
	};
	expect(after(done, late).state).toBe(done);
	const history: Message = {
		kind: "history_loaded",
		id: waitingStepId(waitingStep("1")),
		steps: [],
	};
	expect(after(done, history).state).toBe(done);
});

test("if the app was opened for one instance, going back loads the inbox", () => {
	const target = {
		scope: { company_id: "4201" },
		instance: "1",
		item_url: null,
	};
	const initial = {
		...newApp(target, { columns: 80, rows: 24 }, now),
		me: personAda,
	};
	const open = after(initial, {
		kind: "instance_opened",
		waitingStep: waitingStep("1"),
	}).state;
	expect(open.flow.screen).toBe("step");
	expect(after(open, "<escape>")).toMatchObject({
		state: { flow: { screen: "inbox" } },
		effects: [{ kind: "open_inbox" }],
	});
});

test("r retries a failed start", () => {
	const target = {
		scope: { company_id: "4201" },
		instance: "1",
		item_url: null,
	};
	const failed = after(newApp(target, { columns: 80, rows: 24 }, now), {
		kind: "startup_failed",
		outcome: outcomes.refused("not_found", null),
		message: "Reading the instance: not found.",
	}).state;
	expect(after(failed, "r")).toMatchObject({
		state: { startup: { kind: "loading", resource: "instance" } },
		effects: [{ kind: "open_instance" }],
	});
});

test("a smaller terminal keeps the cursor visible", () => {
	const many: Message = {
		kind: "steps_loaded",
		loadId: 0,
		steps: Array.from({ length: 40 }, (_, index) => waitingStep(String(index))),
	};
	const { state } = after(newInbox({ columns: 80, rows: 30 }), many, "<end>", {
		kind: "resized",
		size: { columns: 40, rows: 10 },
	});
	expect(state.inbox).toMatchObject({ cursor: 39, top: 36 });
});

test("a comment is shown again when its step is opened again", () => {
	const review = after(inbox(), ...toReview).state;
	const left = after(review, "<escape>", "<escape>", "<escape>", "<escape>");
	expect(left.state.flow.screen).toBe("inbox");
	const other = after(left.state, "<down>", "<enter>", "<enter>", "2").state;
	expect(other.flow).toMatchObject({ comment: { text: "" } });
	const back = after(other, "<escape>", "<escape>", "<up>", "<enter>").state;
	expect(back.flow).toMatchObject({
		option: { selected: { id: "2000" } },
		comment: { text: "ok" },
	});
	expect(after(back, "<enter>", "<enter>").state.flow.screen).toBe("comment");
});

test("a draft is stored with each change, and removed when nothing is left of it", () => {
	const { effects } = after(inbox(), ...toReview);
	const drafts = effects.filter(({ kind }) => kind === "save_draft");
	expect(drafts).toMatchObject([
		{ draft: { option_id: "2000", comment: "" } },
		{ draft: { comment: "o" } },
		{ draft: { comment: "ok" } },
	]);
	expect(drafts.at(-1)).toMatchObject({
		step: { company_id: "4201", project_id: "77", id: "1", step_id: "s1" },
	});
	const withoutOption: Message = {
		kind: "step_refreshed",
		id: waitingStepId(waitingStep("1")),
		instance: {
			...waitingStep("1").instance,
			current_step_occurrence: {
				...waitingStep("1").step,
				available_response_options: [],
			},
		},
	};
	const opened = after(inbox(), "<enter>", "<enter>", "1").state;
	expect(after(opened, withoutOption).effects).toMatchObject([
		{ kind: "remove_draft" },
	]);
});

test("a stored draft is there when its step is opened, with its files", () => {
	const attachments = { upload_ids: ["u1"] };
	const { state } = after(inbox(), {
		kind: "outbox_opened",
		entries: [],
		drafts: [
			{
				step: { company_id: "4201", project_id: "77", id: "1", step_id: "s1" },
				draft: {
					option_id: "2001",
					comment: "late",
					files: ["/a.pdf"],
					attachments,
				},
				at: now,
			},
		],
	});
	const keys = ["<enter>", "<enter>", "<enter>", "<enter>"];
	const review = after(state, ...keys).state;
	expect(review.flow).toMatchObject({ comment: { text: "late" } });
	expect(screenText(review)).toContain("/a.pdf");
	expect(after(review, "s").effects).toMatchObject([
		{
			kind: "hold",
			files: ["/a.pdf"],
			submission: {
				response: { selected_response_option_id: "2001", attachments },
			},
		},
	]);
});

test.each(["<ctrl-c>", "q"])(
	"%s with a comment asks nothing: it is stored",
	(key) => {
		expect(after(reviewed(), key).state.ended).toBe(true);
	},
);

test("the editor's text becomes the comment of its step only", () => {
	const comment = after(inbox(), ...toReview.slice(0, -1)).state;
	const opened = after(comment, "<ctrl-g>");
	const id = waitingStepId(waitingStep("1"));
	expect(opened.effects).toEqual([{ kind: "edit_text", id, text: "ok" }]);
	const edited: Message = { kind: "text_edited", id, text: "two\nlines" };
	expect(after(opened.state, edited).state.flow).toMatchObject({
		comment: { text: "two\nlines" },
	});
	const other: Message = { ...edited, id: "another" };
	expect(after(opened.state, other).state).toBe(opened.state);
});

test("the last failure is kept until a load or a response succeeds", () => {
	const outcome = outcomes.refused("unauthenticated", null);
	const failed: Message = {
		kind: "load_failed",
		loadId: 0,
		outcome,
		message: "Reading the inbox: log in.",
	};
	const message = "Reading the inbox: log in.";
	const after401 = after(inbox(), failed).state;
	expect(after401.failure).toEqual({ outcome, message });
	const { loadId } = after(after401, "r").state.inbox;
	const loaded: Message = { kind: "load_completed", loadId, unreadable: 0 };
	expect(after(after401, "r", loaded).state.failure).toBeNull();
	const failedReview = after(after401, ...toReview).state;
	expect(endedAs(failedReview, recorded).failure).toBeNull();
	expect(after(inbox(), "q", failed).state.failure).toBeNull();
	const late: Message = { ...failed, loadId: 7 };
	expect(after(inbox(), late).state.failure).toBeNull();
});
