import { validate } from "@signoff/core";
import { parseWireSubmission } from "@signoff/core/contract";
import { outcomes } from "@signoff/core/outcome";
import {
	chooseTemplate,
	type NewInstanceRequest,
	newInstanceSchema,
} from "@signoff/core/server";
import { type Call, replyIfValid, scopeOf } from "./call.ts";
import { nextId } from "./company.ts";
import { readJson } from "./read-json.ts";
import { replyWithJson, replyWithOutcome } from "./replies.ts";
import { serializeInstance } from "./serialize-instance.ts";
import { submit } from "./submit.ts";
import { startInstance } from "./workflow-steps.ts";

/** `POST …/workflows/instances/{id}/responses` (contract §1). */
export async function handleRespond(call: Call): Promise<Response> {
	const { company, person, request, params } = call;
	const body = await readJson(request);
	if (body.kind === "invalid")
		return replyWithOutcome(outcomes.invalid(body.issues));
	const submission = parseWireSubmission(
		{ ...scopeOf(call), id: params["id"] ?? "" },
		body.value,
	);
	return replyIfValid(call, submission, (value) =>
		replyWithOutcome(submit(company, person, value, Date.now())),
	);
}

/** `POST …/workflows/instances` (contract §2). */
export async function handleCreateInstance(call: Call): Promise<Response> {
	const body = await readJson(call.request);
	if (body.kind === "invalid")
		return replyWithOutcome(outcomes.invalid(body.issues));
	return replyIfValid(call, validate(newInstanceSchema, body.value), (value) =>
		createInstance(call, value),
	);
}

function createInstance(call: Call, request: NewInstanceRequest): Response {
	const { company, person } = call;
	const scope = scopeOf(call);
	const choice = chooseTemplate(company.templates, scope, request);
	if (choice.kind === "refused")
		return replyWithOutcome(outcomes.invalid([choice.issue]));
	const instance = startInstance(
		company,
		choice.template,
		{
			id: unusedInstanceId(company),
			project_id: scope.project_id ?? null,
			item_id: request.item_id,
			created_by: person,
		},
		Date.now(),
	);
	return replyWithJson({ data: serializeInstance(company, instance) }, 201);
}

function unusedInstanceId(company: Call["company"]): string {
	let id = nextId(company, "instance");
	while (company.instances.has(id)) id = nextId(company, "instance");
	return id;
}
