import { instanceSchema } from "@signoff/core/contract";
import { expect, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { type Client, createClient } from "../client.ts";
import { isAbortError } from "../errors/abort-error.ts";
import {
	instance,
	instancePath,
	noContent,
	personAda,
	sampleApi,
} from "../testing/sample-instance.ts";
import {
	type ReceivedRequest,
	type StubReply,
	type StubServer,
	serve,
} from "../testing/stub-server.ts";
import type { Draft, ResolveDraftOptions } from "./draft.ts";

const draft: Draft = {
	company_id: "4201",
	project_id: "77",
	id: "9001",
	option: "2000",
};

function clientOf({ url }: StubServer): Client {
	return createClient({ auth: bearer("ada-token"), baseUrl: url });
}

/** The sample API, whose current step offers these options. */
function offering(
	...options: [id: string, name: string][]
): (request: ReceivedRequest) => StubReply {
	const shown = instance();
	const step: object = Object(shown["current_step_occurrence"]);
	const available_response_options = options.map(([id, name]) => ({
		id,
		name,
		response_type: null,
	}));
	const current_step_occurrence = { ...step, available_response_options };
	return sampleApi(
		() => noContent,
		() => ({ ...shown, current_step_occurrence }),
	);
}

/** The sample API, whose history has one past step, `500`, with these options. */
function withHistory(
	...options: [id: string, name: string][]
): (request: ReceivedRequest) => StubReply {
	const details = {
		id: "500",
		ended_at: "2026-11-01T08:00:00Z",
		responses: [],
		available_response_options: options.map(([id, name]) => ({ id, name })),
	};
	const data = { ended_at: null, history: [{ type: "ResponseStep", details }] };
	return replacing(`${instancePath}/history`, {
		kind: "reply",
		status: 200,
		body: { data },
	});
}

/** The sample API, with another reply for one path. */
function replacing(
	path: string,
	reply: StubReply,
): (request: ReceivedRequest) => StubReply {
	const replies = sampleApi(() => noContent);
	return (request) => (request.path === path ? reply : replies(request));
}

const names: [string, string][] = [
	["2000", "Approve"],
	["2001", "Revise"],
	["2002", "revise"],
	["2003", "Zurück  an Absender"],
	["2004", "2000"],
	["2005", "Twice"],
	["2006", "Twice"],
];

test.each([
	["its id", "2001", "2001"],
	["its id before a name that reads the same", "2000", "2000"],
	["its name", "Approve", "2000"],
	["its name without case", "aPPROVE", "2000"],
	["its exact name before one without case", "revise", "2002"],
	[
		"its name in another Unicode form and with other white space",
		" zurück an Absender".normalize("NFD"),
		"2003",
	],
])("finds an option by %s", async (_, option, id) => {
	const server = await serve(offering(...names));
	const resolved = await clientOf(server).resolveDraft({
		...draft,
		option,
		comment: "Fine",
		attachments: { upload_ids: ["u1"] },
	});
	expect(resolved).toEqual({
		kind: "resolved",
		submission: {
			company_id: "4201",
			project_id: "77",
			id: "9001",
			response: {
				current_step_occurrence_id: "501",
				selected_response_option_id: id,
				comment: "Fine",
				attachments: { upload_ids: ["u1"] },
			},
		},
		instance: expect.objectContaining({ id: "9001", item_id: "483" }),
		me: expect.objectContaining({ login: personAda.login }),
	});
});

test("`respond` reads nothing more, neither the instance nor the person", async () => {
	const server = await serve(offering(...names));
	const client = clientOf(server);
	const resolved = await client.resolveDraft({ ...draft, option: "Approve" });
	if (resolved.kind === "refused") throw new Error("It is refused.");
	const { submission, instance } = resolved;
	expect(await client.respond(submission, { instance })).toMatchObject({
		kind: "recorded",
	});
	expect(
		server.requests.map(({ path }) => path.split("/").at(-1)).sort(),
	).toEqual(["9001", "me", "responses"]);
	expect(JSON.parse(server.requests.at(-1)?.body ?? "")).toMatchObject({
		response: { selected_response_option_id: "2000" },
	});
});

test("does not read an instance that is given", async () => {
	const server = await serve(offering(...names));
	const client = clientOf(server);
	const read = await client.instances.get(draft, draft.id);
	const resolved = await client.resolveDraft(
		{ ...draft, step: null, option: "Revise" },
		{ instance: read },
	);
	expect(resolved).toMatchObject({
		submission: { response: { selected_response_option_id: "2001" } },
	});
	const reads = (): number =>
		server.requests.filter(({ path }) => path === instancePath).length;
	expect(reads()).toBe(1);
	await client.resolveDraft(draft, { instance: { ...read, id: "9002" } });
	expect(reads()).toBe(2);
});

test.each([
	["Twice", "ambiguous_option", "Several of the step's options have that name"],
	[
		"REVISE",
		"ambiguous_option",
		"Several of the step's options have that name",
	],
	["Maybe-secret", "option_not_offered", "does not offer"],
	["99999", "option_not_offered", "does not offer"],
])(
	"refuses %s as `%s`, and lists what is offered",
	async (option, code, text) => {
		const server = await serve(offering(...names));
		const refused = await clientOf(server).resolveDraft({ ...draft, option });
		expect(refused).toMatchObject({
			kind: "refused",
			outcome: {
				kind: "invalid",
				issues: [
					{
						code,
						path: ["response", "selected_response_option_id"],
						message: expect.stringMatching(
							`${text}.* offers? Approve \\(2000\\), Revise \\(2001\\), .*, 2 more\\.`,
						),
					},
				],
			},
		});
		if (code === "option_not_offered")
			expect(JSON.stringify(refused)).not.toContain(option);
		expect(server.requests.map(({ method }) => method)).not.toContain("POST");
	},
);

test("suggests the nearest name", async () => {
	const server = await serve(offering(["1", "Approve"], ["2", "Return"]));
	const refused = await clientOf(server).resolveDraft({
		...draft,
		option: "aprove",
	});
	expect(refused).toMatchObject({
		outcome: {
			issues: [
				{
					message: expect.stringMatching(
						/It offers Approve \(1\), Return \(2\)\. Did you mean “Approve”\?$/,
					),
				},
			],
		},
	});
});

test("shortens long names in what it lists", async () => {
	const server = await serve(offering(["1", "x".repeat(5000)]));
	const refused = await clientOf(server).resolveDraft({
		...draft,
		option: "Maybe",
	});
	expect(JSON.stringify(refused).length).toBeLessThan(400);
});

test("a response on record, and a step of other people, precede an option that is not offered", async () => {
	const recorded = instance({ option: "Approve", comment: null });
	const answered = await serve(
		sampleApi(
			() => noContent,
			() => recorded,
		),
	);
	expect(
		await clientOf(answered).resolveDraft({ ...draft, option: "Maybe" }),
	).toMatchObject({
		kind: "refused",
		outcome: { kind: "conflict", differs: ["response_option"] },
	});
	const others = await serve(
		replacing("/rest/v1.0/me", {
			kind: "reply",
			status: 200,
			body: { id: 7, login: "cleo@harbor.example" },
		}),
	);
	expect(
		await clientOf(others).resolveDraft({ ...draft, option: "Maybe" }),
	).toMatchObject({
		kind: "refused",
		outcome: { kind: "forbidden", reason: { code: "NOT_AN_ASSIGNEE" } },
	});
});

test.each([
	["its id", "1000"],
	["its name", "approve"],
])(
	"finds an option of a past step by %s in the history's list",
	async (_, option) => {
		const server = await serve(withHistory(["1000", "Approve"]));
		expect(
			await clientOf(server).resolveDraft({ ...draft, step: "500", option }),
		).toMatchObject({
			kind: "resolved",
			submission: {
				response: {
					current_step_occurrence_id: "500",
					selected_response_option_id: "1000",
				},
			},
		});
	},
);

test("refuses an option that the history's list does not have, though the current step offers it", async () => {
	const server = await serve(withHistory(["1000", "Approve"]));
	expect(
		await clientOf(server).resolveDraft({
			...draft,
			step: "500",
			option: "Reject",
		}),
	).toMatchObject({
		outcome: {
			issues: [
				{
					code: "option_not_offered",
					message: expect.stringContaining("It offers Approve (1000)."),
				},
			],
		},
	});
});

test.each<[string, string, (request: ReceivedRequest) => StubReply]>([
	["the instance offers none", "501", offering()],
	["the history has no such step", "499", withHistory(["1000", "Approve"])],
])(
	"if %s, takes digits for an id, and refuses a name",
	async (_, step, replies) => {
		const server = await serve(replies);
		const client = clientOf(server);
		expect(
			await client.resolveDraft({ ...draft, step, option: "77" }),
		).toMatchObject({
			kind: "resolved",
			submission: { response: { selected_response_option_id: "77" } },
		});
		expect(
			await client.resolveDraft({ ...draft, step, option: "Approve" }),
		).toMatchObject({
			outcome: { kind: "invalid", issues: [{ code: "options_unknown" }] },
		});
	},
);

/** The sample API, whose history has one past step, `500`, with Ada's answer and no list of options. */
function withLabels(label: string): (request: ReceivedRequest) => StubReply {
	const response = { id: "101", response: label, responded_at: "2026-11-01" };
	const details = {
		id: "500",
		ended_at: "2026-11-01T08:00:00Z",
		responses: [response],
		available_response_options: null,
	};
	const data = { ended_at: null, history: [{ type: "ResponseStep", details }] };
	return replacing(`${instancePath}/history`, {
		kind: "reply",
		status: 200,
		body: { data },
	});
}

test("a history that shows names without ids resolves no name, and says so", async () => {
	const server = await serve(withLabels("Approve"));
	const client = clientOf(server);
	expect(
		await client.resolveDraft({ ...draft, step: "500", option: "Approve" }),
	).toMatchObject({
		kind: "refused",
		outcome: {
			kind: "invalid",
			issues: [
				{
					code: "options_unknown",
					message: expect.stringContaining(
						"names of answers without their ids",
					),
				},
			],
		},
	});
	expect(await client.resolveDraft({ ...draft, step: "500" })).toMatchObject({
		submission: { response: { selected_response_option_id: "2000" } },
	});
});

test.each([
	["on a step of the history", withLabels("2000"), "invalid"],
	["on the current step", offering(["77", "2000"]), "not_found"],
])(
	"digits that are an option's name %s are not taken for an id",
	async (_, replies, kind) => {
		const server = await serve(replies);
		expect(
			await clientOf(server).resolveDraft({ ...draft, step: "500" }),
		).toMatchObject({ kind: "refused", outcome: { kind } });
	},
);

test("a name is resolved by an instance that was read while the step was current", async () => {
	const server = await serve(withLabels("Approve"));
	const shown = instance();
	const step: object = Object(shown["current_step_occurrence"]);
	const given = instanceSchema.parse({
		...shown,
		current_step_occurrence: { ...step, id: "500" },
	});
	expect(
		await clientOf(server).resolveDraft(
			{ ...draft, step: "500", option: "Approve" },
			{ instance: given },
		),
	).toMatchObject({
		kind: "resolved",
		submission: {
			response: {
				current_step_occurrence_id: "500",
				selected_response_option_id: "2000",
			},
		},
	});
});

test.each([
	["is not offered any more", offering(["2001", "Return"])],
	["is on a step that shows no options", offering()],
])(
	"the name of an answer on record that %s has the answer's id",
	async (_, replies) => {
		const server = await serve((request) => {
			const reply = replies(request);
			if (request.path !== instancePath || reply.kind !== "reply") return reply;
			const { data } = Object(reply.body);
			const { response_occurrences } = Object(
				instance({ option: "Approve", comment: null })[
					"current_step_occurrence"
				],
			);
			const current_step_occurrence = {
				...data.current_step_occurrence,
				response_occurrences,
			};
			return { ...reply, body: { data: { ...data, current_step_occurrence } } };
		});
		const client = clientOf(server);
		const resolved = await client.resolveDraft({ ...draft, option: "Approve" });
		if (resolved.kind === "refused") throw new Error("It is refused.");
		expect(
			await client.respond(resolved.submission, {
				instance: resolved.instance,
			}),
		).toMatchObject({ kind: "unchanged" });
	},
);

test.each([
	["instance", "501", instancePath],
	["history", "500", `${instancePath}/history`],
])(
	"if the %s cannot be read, the outcome says why, but a step and an option in digits are ids",
	async (_, step, path) => {
		const server = await serve(
			replacing(path, {
				kind: "reply",
				status: 403,
				body: { error: { code: "FORBIDDEN", message: "Not yours." } },
			}),
		);
		const client = clientOf(server);
		expect(
			await client.resolveDraft({ ...draft, step, option: "Approve" }),
		).toMatchObject({
			kind: "refused",
			outcome: { kind: "forbidden", reason: { code: "FORBIDDEN" } },
		});
		expect(await client.resolveDraft({ ...draft, step })).toMatchObject({
			kind: "resolved",
			submission: { response: { selected_response_option_id: "2000" } },
		});
	},
);

test("a draft without a step needs the instance", async () => {
	const unread = await serve(
		replacing(instancePath, { kind: "reply", status: 404 }),
	);
	expect(await clientOf(unread).resolveDraft(draft)).toMatchObject({
		kind: "refused",
		outcome: { kind: "not_found" },
	});
	const ended = await serve(
		sampleApi(
			() => noContent,
			() => ({ ...instance(), current_step_occurrence: null }),
		),
	);
	expect(await clientOf(ended).resolveDraft(draft)).toMatchObject({
		outcome: { kind: "invalid", issues: [{ code: "no_current_step" }] },
	});
});

test("does without the person if they cannot be read", async () => {
	const server = await serve(
		replacing("/rest/v1.0/me", { kind: "reply", status: 403 }),
	);
	const client = clientOf(server);
	expect(await client.resolveDraft(draft)).toMatchObject({
		kind: "resolved",
		me: null,
	});
	expect(
		await client.resolveDraft({ ...draft, option: "Maybe" }),
	).toMatchObject({ outcome: { issues: [{ code: "option_not_offered" }] } });
});

test("refuses a malformed draft before any request, with unknown keys, and without what was typed", async () => {
	const server = await serve(sampleApi(() => noContent));
	const misspelt = { ...draft, company_id: "42x01", coment: "secret" };
	const refused = await clientOf(server).resolveDraft(misspelt);
	expect(refused).toMatchObject({
		kind: "refused",
		outcome: {
			kind: "invalid",
			issues: expect.arrayContaining([
				expect.objectContaining({ path: ["company_id"] }),
				expect.objectContaining({ path: [] }),
			]),
		},
	});
	expect(JSON.stringify(refused)).not.toMatch(/42x01|secret/);
	expect(server.requests).toEqual([]);
});

test.each([
	["instance", instancePath, "501"],
	["history", `${instancePath}/history`, "500"],
])(
	"an abort while the %s is read rejects with an `AbortError`",
	async (_, path, step) => {
		const controller = new AbortController();
		const replies = sampleApi(() => noContent);
		const server = await serve((request) => {
			if (request.path !== path) return replies(request);
			controller.abort();
			return { kind: "stall", bytes: "" };
		});
		const { signal } = controller;
		const error = await clientOf(server)
			.resolveDraft({ ...draft, step }, { signal })
			.catch((reason: unknown) => reason);
		expect(isAbortError(error) && error.outcome.kind).toBe("deferred");
	},
);

test.each([
	["instance", "9001"],
	["instance", { id: "9001" }],
	["deadlineMs", 0],
	["every", true],
])("refuses the option %s: %j before the draft", async (name, value) => {
	const server = await serve(sampleApi(() => noContent));
	const options: ResolveDraftOptions = Object.fromEntries([[name, value]]);
	await expect(
		clientOf(server).resolveDraft({ ...draft, id: "" }, options),
	).rejects.toThrow(TypeError);
	expect(server.requests).toEqual([]);
});
