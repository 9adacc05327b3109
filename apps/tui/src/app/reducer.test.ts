import type { Outcome } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import { waitingStepId } from "../model/waiting-step.ts";
import {
	newInbox,
	now,
	personAda,
	waitingStep,
} from "../testing/waiting-step.ts";
import type { Effect, Message } from "./messages.ts";
import { initialEffects, reduce } from "./reducer.ts";
import { type AppState, newApp } from "./state.ts";

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
const settledAs = (outcome: Outcome): Message => ({ kind: "settled", outcome });
const recorded = settledAs(outcomes.onRecord("recorded"));

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
	expect(state.flow.screen).toBe("sending");
	expect(effects.map(({ kind }) => kind)).toEqual(["refresh_step", "submit"]);
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
		instance: waitingStep("2").instance,
	});
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
	const done = after(inbox(), ...toReview, "s", recorded).state;
	expect(done.flow.screen).toBe("outcome");
	expect(done.inbox.rows).toHaveLength(2);
	expect(done.completed).toMatchObject([{ outcome: { kind: "recorded" } }]);
	const next = after(done, "n");
	expect(next.state.flow).toMatchObject({
		waitingStep: { instance: { id: "2" } },
	});
	expect(after(done, "<enter>").state.flow.screen).toBe("inbox");
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
])("after $kind the inbox has the right number of steps", (outcome, left) => {
	const { state } = after(inbox(), ...toReview, "s", settledAs(outcome));
	expect(state.inbox.rows).toHaveLength(left);
});

test("an uncertain submission is sent again unchanged, without the instance that was read before", () => {
	const first = after(
		inbox(),
		...toReview,
		"s",
		settledAs(outcomes.uncertain(now)),
	);
	const again = after(first.state, "s");
	expect(again.state.flow.screen).toBe("sending");
	const sent = first.effects.at(-1);
	expect(again.effects).toEqual([{ ...sent, instance: null }]);
	expect(
		after(again.state, recorded).state.completed.map(
			({ outcome }) => outcome.kind,
		),
	).toEqual(["uncertain", "recorded"]);
});

test("quitting during a submission asks for confirmation once", () => {
	const sent = after(inbox(), ...toReview, "s").state;
	const asking = after(sent, "q");
	expect(asking).toMatchObject({
		state: { overlay: "confirm_quit", ended: false },
		effects: [],
	});
	expect(after(asking.state, "n").state).toEqual(sent);
	expect(after(asking.state, "<enter>")).toEqual(asking);
	for (const yes of ["y", "<ctrl-c>"])
		expect(after(asking.state, yes)).toMatchObject({
			state: { ended: true },
			effects: [{ kind: "abort_submission" }],
		});
	const late = after(asking.state, "y", settledAs(outcomes.uncertain(now)));
	expect(late.state.completed).toHaveLength(1);
	expect(after(asking.state, recorded).state).toMatchObject({
		overlay: null,
		flow: { screen: "outcome" },
	});
});

test("a signal quits at once, and aborts a submission", () => {
	expect(after(inbox(), { kind: "interrupted" })).toMatchObject({
		state: { ended: true },
		effects: [],
	});
	const sent = after(inbox(), ...toReview, "s").state;
	expect(after(sent, { kind: "interrupted" }).effects).toEqual([
		{ kind: "abort_submission" },
	]);
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
	const done = after(inbox(), ...toReview, "s", recorded).state;
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

test("a response that is not on record keeps its draft, and one on record does not", () => {
	const sent = after(inbox(), ...toReview, "s").state;
	const uncertain = after(sent, settledAs(outcomes.uncertain(now)), "<enter>");
	expect(after(uncertain.state, "<enter>").state.flow).toMatchObject({
		comment: { text: "ok" },
	});
	expect(after(uncertain.state, "q").state.ended).toBe(true);
	const done = after(sent, recorded).state;
	expect(done.drafts).toEqual({});
	expect(after(done, "q").state.ended).toBe(true);
});

test.each(["<ctrl-c>", "q"])(
	"%s with a comment that is not sent asks once",
	(key) => {
		const review = after(inbox(), ...toReview).state;
		const asking = after(review, key);
		expect(asking.state).toMatchObject({
			overlay: "confirm_quit",
			ended: false,
		});
		expect(after(asking.state, "n").state).toEqual(review);
		expect(after(asking.state, "y").state.ended).toBe(true);
		const left = after(review, "<escape>", "<escape>", "<escape>", "<escape>");
		expect(after(left.state, key).state.ended).toBe(false);
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
	expect(after(after401, ...toReview, "s", recorded).state.failure).toBeNull();
	expect(after(inbox(), "q", failed).state.failure).toBeNull();
	const late: Message = { ...failed, loadId: 7 };
	expect(after(inbox(), late).state.failure).toBeNull();
});
