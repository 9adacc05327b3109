import type { Outcome } from "@signoff/core";
import { byUrgency } from "../../../model/by-urgency.ts";
import {
	type WaitingStep as Asked,
	itemOf,
	keyOf,
	projectOf,
	stepName,
} from "../../../model/waiting-step.ts";

/** One step in the inbox. */
export type Row = {
	key: string;
	asked: Asked;
	/** What the filter looks in, in lower case. */
	search: string;
	/** The load that showed it last. */
	load: number;
};

/** How the list is getting on. */
export type InboxStatus =
	| { kind: "loading" }
	/** `hidden`: how many lists and instances could not be read. */
	| { kind: "loaded"; hidden: number }
	| { kind: "failed"; outcome: Outcome; message: string };

/** The steps that wait, the ones that the filter lets through, and the place of the cursor among these. */
export type InboxState = {
	load: number;
	status: InboxStatus;
	rows: Row[];
	shown: Row[];
	at: number;
	/** Whether the cursor was ever moved: before that it stays at the top while rows come in. */
	moved: boolean;
	top: number;
	filter: string;
	filtering: boolean;
};

/** What can happen to the inbox. */
export type InboxVerb =
	| { kind: "moved"; by: number }
	| { kind: "paged"; by: number }
	| { kind: "filter_begun" }
	| { kind: "filter_typed"; text: string }
	| { kind: "filter_erased" }
	| { kind: "filter_kept" }
	| { kind: "filter_cleared" }
	| { kind: "load_begun" }
	| { kind: "found"; load: number; asked: Asked[] }
	| { kind: "loaded"; load: number; hidden: number }
	| { kind: "failed"; load: number; outcome: Outcome; message: string }
	| { kind: "answered"; key: string };

/** Before anything was read. */
export const emptyInbox: InboxState = {
	load: 0,
	status: { kind: "loading" },
	rows: [],
	shown: [],
	at: 0,
	moved: false,
	top: 0,
	filter: "",
	filtering: false,
};

/** @param height how many rows are seen at once */
export function reduceInbox(
	state: InboxState,
	verb: InboxVerb,
	height: number,
): InboxState {
	return inView(step(state, verb, height), height);
}

/** Keeps the cursor on the list, and the list's window around the cursor. */
export function inView(state: InboxState, height: number): InboxState {
	const at = clamp(state.at, 0, Math.max(0, state.shown.length - 1));
	const top = clamp(
		state.top,
		Math.max(0, at - height + 1),
		Math.min(at, Math.max(0, state.shown.length - height)),
	);
	return at === state.at && top === state.top ? state : { ...state, at, top };
}

function step(state: InboxState, verb: InboxVerb, height: number): InboxState {
	switch (verb.kind) {
		case "moved":
			return { ...state, at: state.at + verb.by, moved: true };
		case "paged":
			return {
				...state,
				moved: true,
				at: state.at + verb.by * height,
				top: state.top + verb.by * height,
			};
		case "filter_begun":
			return { ...state, filtering: true };
		case "filter_typed":
			return filtered(state, state.filter + verb.text);
		case "filter_erased":
			return filtered(state, [...state.filter].slice(0, -1).join(""));
		case "filter_kept":
			return { ...state, filtering: false };
		case "filter_cleared":
			return filtered({ ...state, filtering: false }, "");
		case "load_begun":
			return { ...state, load: state.load + 1, status: { kind: "loading" } };
		case "found":
			return verb.load === state.load ? found(state, verb.asked) : state;
		case "loaded":
			return verb.load === state.load ? loaded(state, verb.hidden) : state;
		case "failed":
			return verb.load === state.load
				? {
						...state,
						status: {
							kind: "failed",
							outcome: verb.outcome,
							message: verb.message,
						},
					}
				: state;
		case "answered":
			return listed(
				state,
				state.rows.filter(({ key }) => key !== verb.key),
			);
	}
}

function found(state: InboxState, asked: Asked[]): InboxState {
	const rows = new Map(state.rows.map((row) => [row.key, row]));
	for (const each of asked) {
		const key = keyOf(each);
		rows.set(key, {
			key,
			asked: each,
			search: searchText(each),
			load: state.load,
		});
	}
	return listed(
		state,
		[...rows.values()].sort(
			(a, b) => byUrgency(a.asked, b.asked) || (a.key < b.key ? -1 : 1),
		),
	);
}

/** What this load did not show any more is gone. */
function loaded(state: InboxState, hidden: number): InboxState {
	const rows = state.rows.filter(({ load }) => load === state.load);
	return listed({ ...state, status: { kind: "loaded", hidden } }, rows);
}

function filtered(state: InboxState, filter: string): InboxState {
	return listed({ ...state, filter }, state.rows);
}

/** Puts other rows in; the cursor stays on its row, or where it was if that is gone. */
function listed(state: InboxState, rows: Row[]): InboxState {
	const wanted = state.filter.trim().toLowerCase();
	const shown =
		wanted === "" ? rows : rows.filter(({ search }) => search.includes(wanted));
	const key = state.shown[state.at]?.key;
	const place = state.moved ? shown.findIndex((row) => row.key === key) : -1;
	const by = place === -1 ? 0 : place - state.at;
	return { ...state, rows, shown, at: state.at + by, top: state.top + by };
}

function searchText(asked: Asked): string {
	return [
		stepName(asked),
		itemOf(asked),
		projectOf(asked) ?? "",
		asked.instance.id,
	]
		.join(" ")
		.toLowerCase();
}

function clamp(value: number, least: number, most: number): number {
	return Math.max(least, Math.min(most, value));
}
