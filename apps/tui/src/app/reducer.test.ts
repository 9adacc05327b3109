import type { Outcome } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import { keyOf } from "../model/waiting-step.ts";
import { ada, asked, newInbox, now } from "../testing/waiting-step.ts";
import type { Command, Message } from "./messages.ts";
import { opening, update } from "./reducer.ts";
import { type AppState, newApp } from "./state.ts";

/** The app after messages, with everything it wanted done; keys are written as presses. */
function after(
	state: AppState,
	...steps: (Message | string)[]
): { state: AppState; commands: Command[] } {
	const commands: Command[] = [];
	let current = state;
	for (const step of steps) {
		const message: Message =
			typeof step === "string" ? { kind: "pressed", press: step } : step;
		const turn = update(current, message);
		current = turn.state;
		commands.push(...turn.commands);
	}
	return { state: current, commands };
}

const found: Message = {
	kind: "found",
	load: 0,
	asked: [asked("1", { due: 1 }), asked("2"), asked("3", { due: 3 })],
};
const inbox = (): AppState =>
	after(newInbox(), found, { kind: "loaded", load: 0, hidden: 0 }).state;
const toReview = ["<enter>", "<enter>", "1", "<enter>", "o", "k", "<enter>"];
const settledAs = (outcome: Outcome): Message => ({ kind: "settled", outcome });
const recorded = settledAs(outcomes.onRecord("recorded"));

test("opens with the companies, the one instance, or the inbox", () => {
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
		return [state.screen, ...opening(state).map(({ kind }) => kind)];
	});
	expect(kinds).toEqual([
		["opening", "find_companies"],
		["opening", "open_instance"],
		["inbox", "load"],
	]);
});

test("somebody of one company is not asked which; somebody of two is", () => {
	const fresh = newApp(
		{ scope: null, instance: null, item_url: null },
		{ columns: 80, rows: 24 },
		now,
	);
	const one = after(fresh, {
		kind: "companies_found",
		places: [{ id: "7", name: "A" }],
	});
	expect(one.commands).toEqual([
		{ kind: "load", scope: { company_id: "7" }, load: 0 },
	]);
	const places = [
		{ id: "7", name: "A" },
		{ id: "8", name: "B" },
	];
	const two = after(fresh, { kind: "companies_found", places }, "<down>");
	expect(two.commands).toEqual([]);
	expect(after(two.state, "<enter>").commands).toEqual([
		{ kind: "load", scope: { company_id: "8" }, load: 0 },
	]);
});

test("goes from the inbox to a submission, which is the step's and nothing else", () => {
	const { state, commands } = after(inbox(), "<down>", ...toReview, "<enter>");
	expect(state.screen).toBe("sent");
	expect(commands.map(({ kind }) => kind)).toEqual(["check", "send"]);
	expect(commands.at(-1)).toMatchObject({
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
		seen: asked("2").instance,
	});
});

test("a key held down never answers by itself", () => {
	const { state, commands } = after(
		inbox(),
		...Array<string>(20).fill("<enter>"),
	);
	expect(state.screen).toBe("option");
	expect(commands.map(({ kind }) => kind)).toEqual(["check"]);
});

test("going back loses nothing", () => {
	const there = after(inbox(), ...toReview).state;
	const back = after(there, "<escape>", "<escape>", "<escape>");
	expect(back.state.screen).toBe("step");
	expect(after(back.state, "<enter>", "<enter>", "<enter>").state).toEqual(
		there,
	);
	expect(after(back.state, "<escape>").state.screen).toBe("inbox");
});

test("an answer on record leaves the inbox, and n opens the next step", () => {
	const done = after(inbox(), ...toReview, "<enter>", recorded).state;
	expect(done.screen).toBe("outcome");
	expect(done.inbox.rows).toHaveLength(2);
	expect(done.made).toMatchObject([{ outcome: { kind: "recorded" } }]);
	const next = after(done, "n");
	expect(next.state.answering?.asked.instance.id).toBe("2");
	expect(after(done, "<enter>").state.screen).toBe("inbox");
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
])("what came to $kind leaves so many steps in the inbox", (outcome, left) => {
	const { state } = after(inbox(), ...toReview, "<enter>", settledAs(outcome));
	expect(state.inbox.rows).toHaveLength(left);
});

test("what is uncertain is sent again as it was, and looked at first", () => {
	const first = after(
		inbox(),
		...toReview,
		"<enter>",
		settledAs(outcomes.uncertain(now)),
	);
	const again = after(first.state, "s");
	expect(again.state.screen).toBe("sent");
	const sent = first.commands.at(-1);
	expect(again.commands).toEqual([{ ...sent, seen: null }]);
	expect(
		after(again.state, recorded).state.made.map(({ outcome }) => outcome.kind),
	).toEqual(["uncertain", "recorded"]);
});

test("leaving while a submission is under way asks once", () => {
	const sent = after(inbox(), ...toReview, "<enter>").state;
	const asking = after(sent, "q");
	expect(asking).toMatchObject({
		state: { over: "leave", ended: false },
		commands: [],
	});
	expect(after(asking.state, "n").state).toEqual(sent);
	for (const yes of ["y", "<enter>", "<ctrl-c>"])
		expect(after(asking.state, yes)).toMatchObject({
			state: { ended: true },
			commands: [{ kind: "break_off" }],
		});
	const late = after(asking.state, "y", settledAs(outcomes.uncertain(now)));
	expect(late.state.made).toHaveLength(1);
	expect(after(asking.state, recorded).state).toMatchObject({
		over: null,
		screen: "outcome",
	});
});

test("a signal leaves at once, and breaks a submission off", () => {
	expect(after(inbox(), { kind: "interrupted" })).toMatchObject({
		state: { ended: true },
		commands: [],
	});
	const sent = after(inbox(), ...toReview, "<enter>").state;
	expect(after(sent, { kind: "interrupted" }).commands).toEqual([
		{ kind: "break_off" },
	]);
});

test("q, ? and r are letters in a comment and in a filter", () => {
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
	expect(comment.answering?.comment.text).toBe("q?r");
	expect(after(inbox(), "/", "q", "?", "r").state.inbox.filter).toBe("q?r");
	expect(after(comment, "<ctrl-c>").state.ended).toBe(true);
});

test("a paste is taken where something is typed, with the line ends of terminals made plain", () => {
	const pasted: Message = { kind: "pasted", text: "one\rtwo\r\nthree" };
	const comment = after(
		inbox(),
		"<enter>",
		"<enter>",
		"1",
		"<enter>",
		pasted,
	).state;
	expect(comment.answering?.comment.text).toBe("one\ntwo\nthree");
	expect(after(inbox(), "/", pasted).state.inbox.filter).toBe("one two three");
	expect(after(inbox(), pasted).state).toEqual(inbox());
});

test("a step that was read again is shown as it is now; the option that was chosen stays chosen", () => {
	const step = asked("1", { due: 1 }).step;
	const turned = {
		...step,
		available_response_options: step.available_response_options.toReversed(),
	};
	const instance = { ...asked("1").instance, current_step_occurrence: turned };
	const checked: Message = {
		kind: "checked",
		key: keyOf(asked("1")),
		instance,
	};
	const state = after(inbox(), "<enter>", "<enter>", "1", checked).state;
	expect(state.answering?.option.at).toBe(1);
	const without = {
		...turned,
		available_response_options: turned.available_response_options.slice(0, 1),
	};
	const gone: Message = {
		...checked,
		instance: { ...instance, current_step_occurrence: without },
	};
	expect(after(inbox(), ...toReview, gone).state).toMatchObject({
		screen: "option",
		answering: { option: { at: null } },
	});
	const moved: Message = {
		...checked,
		instance: { ...instance, current_step_occurrence: { ...step, id: "s9" } },
	};
	expect(after(inbox(), "<enter>", moved).state.answering?.step.fresh).toBe(
		"moved_on",
	);
	expect(
		after(inbox(), "<down>", "<enter>", moved).state.answering?.step.fresh,
	).toBe("unknown");
});

test("where one instance was opened, the inbox is read on the way back", () => {
	const target = {
		scope: { company_id: "4201" },
		instance: "1",
		item_url: null,
	};
	const fresh = { ...newApp(target, { columns: 80, rows: 24 }, now), me: ada };
	const open = after(fresh, {
		kind: "instance_opened",
		asked: asked("1"),
	}).state;
	expect(open.screen).toBe("step");
	expect(after(open, "<escape>")).toMatchObject({
		state: { screen: "inbox" },
		commands: [{ kind: "load" }],
	});
});

test("a failure to open is tried again with r", () => {
	const target = {
		scope: { company_id: "4201" },
		instance: "1",
		item_url: null,
	};
	const failed = after(newApp(target, { columns: 80, rows: 24 }, now), {
		kind: "opening_failed",
		outcome: outcomes.refused("not_found", null),
		message: "Reading the instance: not found.",
	}).state;
	expect(after(failed, "r")).toMatchObject({
		state: { opening: { kind: "reading", what: "instance" } },
		commands: [{ kind: "open_instance" }],
	});
});

test("a window that shrinks keeps the cursor in it", () => {
	const many: Message = {
		kind: "found",
		load: 0,
		asked: Array.from({ length: 40 }, (_, index) => asked(String(index))),
	};
	const { state } = after(newInbox({ columns: 80, rows: 30 }), many, "<end>", {
		kind: "resized",
		size: { columns: 40, rows: 10 },
	});
	expect(state.inbox).toMatchObject({ at: 39, top: 36 });
});
