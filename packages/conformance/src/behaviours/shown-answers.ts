import type { Variants } from "../simulation/world.ts";
import {
	adaId,
	behaviour,
	bothDecide,
	emptyRecord,
	firstDecides,
	recordedResponse,
	submissionOf,
	uncertainWhenResent,
	worldPlan,
} from "./builders.ts";
import type { Behaviour } from "./types.ts";

type Requests = Behaviour["expect"]["requests"];
const reads: Requests = ["read_me", "read_instance"];
const readThenSubmit: Requests = [...reads, "submit"];

/** Comments that a display changes. */
const displayed: [Variants["instance_comments"], comment: string][] = [
	["escaped", "R&D <ok>"],
	["tagged", "R&D ok"],
	["folded", "Fine  by  me."],
	["no_break_spaces", "Fine by me."],
	["compatibility", "ﬁne by me."],
	["no_emoji", "Fine 👍 by me."],
	["cut_marked", "Fine by me, as measured."],
	["hidden", "Fine by me."],
];

function respondedBefore(comment: string | null): Behaviour["before"] {
	return [{ kind: "responds", person_id: adaId, option: 0, comment }];
}

function recordOf(comment: string | null): Behaviour["expect"]["record"] {
	return { current_step: "1", responses: [recordedResponse({ comment })] };
}

function shown(variants: Partial<Variants>): Behaviour["plan"] {
	return worldPlan([bothDecide, bothDecide], variants);
}

/** What reads show is not always what is on record: displays of comments, options, people and rows. */
export const shownAnswerBehaviours: Behaviour[] = [
	...displayed.map(([display, comment]) =>
		behaviour({
			name: `an identical resubmission changes nothing if reads show comments ${display.replaceAll("_", " ")}`,
			plan: shown({ instance_comments: display, history_comments: display }),
			before: respondedBefore(comment),
			submission: submissionOf({ comment }),
			expect: {
				outcome: { kind: "unchanged" },
				requests: readThenSubmit,
				record: recordOf(comment),
			},
		}),
	),
	behaviour({
		name: "another comment that reads may show the same is a conflict",
		plan: shown({ instance_comments: "escaped" }),
		before: respondedBefore("R&D ok"),
		submission: submissionOf({ comment: "R&D okay" }),
		expect: {
			outcome: { kind: "conflict", differs: ["comment"] },
			requests: [...readThenSubmit, "read_instance", "read_instance"],
			record: recordOf("R&D ok"),
			when_resent: uncertainWhenResent,
		},
	}),
	behaviour({
		name: "a comment that no display makes of ours is a conflict",
		plan: shown({ instance_comments: "escaped" }),
		before: respondedBefore("R&D ok"),
		submission: submissionOf({ comment: "Not ok" }),
		expect: {
			outcome: { kind: "conflict", differs: ["comment"] },
			requests: reads,
			record: recordOf("R&D ok"),
		},
	}),
	behaviour({
		name: "a row with an option and no time is unanswered",
		plan: shown({ row_options: "draft" }),
		expect: {
			outcome: { kind: "recorded" },
			requests: readThenSubmit,
			record: recordOf("Fine by me."),
		},
	}),
	behaviour({
		name: "an empty list of options refuses nothing",
		plan: shown({ instance_options: "empty" }),
		expect: {
			outcome: { kind: "recorded" },
			requests: readThenSubmit,
			record: recordOf("Fine by me."),
			// No name can be looked up in it.
			by_name: {
				outcome: { kind: "invalid" },
				requests: reads,
				record: emptyRecord,
			},
		},
	}),
	behaviour({
		name: "an answer under a login that has changed since is found by submitting again",
		plan: shown({ me_login: "changed" }),
		before: respondedBefore("Fine by me."),
		expect: {
			outcome: { kind: "accepted" },
			requests: readThenSubmit,
			record: recordOf("Fine by me."),
		},
	}),
	behaviour({
		name: "another answer under a login that has changed since proves nothing",
		plan: shown({ me_login: "changed" }),
		before: respondedBefore("No."),
		expect: {
			outcome: { kind: "uncertain" },
			requests: [...readThenSubmit, "read_instance", "read_instance"],
			record: recordOf("No."),
			when_resent: uncertainWhenResent,
		},
	}),
	behaviour({
		name: "a row that does not parse does not affect the others",
		plan: shown({ broken_rows: "text" }),
		expect: {
			outcome: { kind: "recorded" },
			requests: readThenSubmit,
			record: recordOf("Fine by me."),
		},
	}),
	behaviour({
		name: "a history that shows labels only leaves an ended step to the server",
		plan: worldPlan([firstDecides, firstDecides], {
			history_options: "labels_only",
		}),
		before: respondedBefore("Fine by me."),
		expect: {
			outcome: { kind: "accepted" },
			requests: [...reads, "read_history", "submit"],
			record: { current_step: "2", responses: [recordedResponse()] },
			// Its labels have no ids.
			by_name: {
				outcome: { kind: "invalid" },
				requests: [...reads, "read_history"],
			},
		},
	}),
];
