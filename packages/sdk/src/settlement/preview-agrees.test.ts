import { expect, test } from "vitest";
import {
	bearer,
	createClient,
	type OutcomeKind,
	type Submission,
} from "../index.ts";
import {
	instance,
	instancePath,
	noContent,
	personAda,
	submission,
} from "../testing/sample-instance.ts";
import {
	type StubReply,
	type StubServer,
	serve,
} from "../testing/stub-server.ts";

type Recorded = { option: "Approve" | "Reject"; comment: string };

/** A server with one step, Ada's response to it if there is one, and what its reads show of it. */
type World = {
	recorded?: Recorded;
	/** How reads show the comment on record. */
	shown?: string | null;
	/** Replaces fields of the step's only row. */
	row?: object;
	hasEmptyList?: boolean;
	/** The ids of the options that the server takes. @default both */
	offered?: string[];
	/** The step has ended; the history shows the label of Ada's answer, without a list of options. */
	hasEnded?: boolean;
};

const optionIds = { Approve: "2000", Reject: "2001" };

const readable = (body: unknown): StubReply => ({
	kind: "reply",
	status: 200,
	body,
});

function serveWorld(world: World): Promise<StubServer> {
	const { recorded } = world;
	return serve(({ method, path, body }) => {
		if (method === "POST") return postReply(world, JSON.parse(body).response);
		if (path === "/rest/v1.0/me") return readable(personAda);
		if (path === instancePath) return readable({ data: shownInstance(world) });
		if (!path.endsWith("/history") || recorded === undefined)
			return { kind: "reply", status: 404, body: {} };
		const response = {
			...{ id: "101", login: personAda.login, name: personAda.name },
			...{ response: recorded.option, comment: recorded.comment },
			responded_at: "2026-11-02T09:00:00Z",
		};
		const details = {
			...{ id: "501", ended_at: "2026-11-02T09:00:00Z" },
			...{ responses: [response], available_response_options: null },
		};
		const history = [{ type: "ResponseStep", details }];
		return readable({ data: { ended_at: null, history } });
	});
}

/** The server compares what was sent with what is on record, white space at the ends aside. */
function postReply(
	{ recorded, offered = Object.values(optionIds) }: World,
	{ selected_response_option_id: optionId, comment }: Submission["response"],
): StubReply {
	const isSame =
		recorded === undefined
			? offered.includes(optionId)
			: optionId === optionIds[recorded.option] &&
				(comment ?? "").trim() === recorded.comment.trim();
	return isSame ? noContent : { kind: "reply", status: 422, body: {} };
}

function shownInstance({
	recorded,
	shown,
	row,
	hasEmptyList,
	hasEnded,
}: World): object {
	const read = instance(
		recorded ? { ...recorded, comment: shown ?? recorded.comment } : null,
	);
	const step = Object(read["current_step_occurrence"]);
	const current = {
		...step,
		...(hasEmptyList && { available_response_options: [] }),
		response_occurrences: [{ ...step.response_occurrences[0], ...row }],
	};
	return {
		...read,
		current_step_occurrence: hasEnded
			? { ...step, id: "502", step_uuid: "5b", response_occurrences: [] }
			: current,
	};
}

const approved = (comment: string): Recorded => ({
	option: "Approve",
	comment,
});
const answered = {
	submitted_at: "2026-11-02T09:00:00Z",
	selected_response_option: {
		id: "2000",
		name: "Approve",
		response_type: null,
	},
	comment: "Fine",
};
const approve = { id: "2000", name: "Approve", response_type: "approve" };

test.each<[string, string, OutcomeKind, OutcomeKind, World]>([
	["nothing on record", "Fine", "recorded", "recorded", {}],
	[
		"white space at the ends",
		"  Fine \r\n",
		"unchanged",
		"unchanged",
		{ recorded: approved("Fine") },
	],
	[
		"white space that reads fold",
		"Fine  by me",
		"uncertain",
		"unchanged",
		{ recorded: approved("Fine  by me"), shown: "Fine by me" },
	],
	[
		"text that reads escape",
		"R&D ok",
		"uncertain",
		"unchanged",
		{ recorded: approved("R&D ok"), shown: "R&amp;D ok" },
	],
	[
		"another text that may read the same",
		"R&D okay",
		"uncertain",
		"conflict",
		{ recorded: approved("R&D ok"), shown: "R&amp;D ok" },
	],
	[
		"another text",
		"No",
		"conflict",
		"conflict",
		{ recorded: approved("R&D ok"), shown: "R&amp;D ok" },
	],
	[
		"an empty list of options",
		"Fine",
		"uncertain",
		"recorded",
		{ hasEmptyList: true },
	],
	[
		"an empty list of options that hides another option",
		"Fine",
		"uncertain",
		"invalid",
		{ hasEmptyList: true, offered: ["2001"] },
	],
	[
		"an empty list of options, and the same on record",
		"Fine",
		"unchanged",
		"unchanged",
		{ hasEmptyList: true, recorded: approved("Fine") },
	],
	[
		"a history with the label of the same answer",
		"Fine",
		"uncertain",
		"accepted",
		{ hasEnded: true, recorded: approved("Fine") },
	],
	[
		"a history with the label of another answer",
		"Fine",
		"uncertain",
		"uncertain",
		{ hasEnded: true, recorded: { option: "Reject", comment: "Fine" } },
	],
	[
		"an answered row that may be another person's",
		"Fine",
		"uncertain",
		"accepted",
		{ row: { ...answered, assignee: { id: "7", login: null, name: "A" } } },
	],
	[
		"an option without a time",
		"Fine",
		"recorded",
		"recorded",
		{ row: { selected_response_option: approve } },
	],
	[
		"a row without a person",
		"Fine",
		"uncertain",
		"accepted",
		{ row: { assignee: null } },
	],
])(
	"of %s, with the comment %j: %s, then %s",
	async (_, comment, would, kind, world) => {
		const server = await serveWorld(world);
		const client = createClient({
			auth: bearer("ada-token"),
			baseUrl: server.url,
		});
		const input = {
			...submission,
			response: { ...submission.response, comment },
		};
		const { preview } = await client.preview(input);
		const outcome = await client.respond(input, { maxReadStalenessMs: 10 });
		expect({ would: preview.would, kind: outcome.kind }).toEqual({
			would,
			kind,
		});
	},
);
