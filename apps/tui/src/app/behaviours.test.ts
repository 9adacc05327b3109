import { type Behaviour, behaviours, type Driver } from "@signoff/conformance";
import {
	type ClientCall,
	type ClientResult,
	clientDriver,
	spawnFaultServer,
} from "@signoff/conformance/fault-server";
import { describeSurface } from "@signoff/conformance/vitest";
import {
	type Outcome,
	outcomeSchema,
	parseSubmission,
	type Submission,
} from "@signoff/core";
import { bearer, createClient } from "@signoff/sdk";
import { afterAll, expect, test } from "vitest";
import { keys, openTerminal } from "../testing/terminal.ts";
import { createAdapter } from "./effects.ts";

const server = await spawnFaultServer();
afterAll(() => server.close());

const optionIds = ["2000", "2001", "2002"];

/** The app in a real terminal, with nothing but keys. What it came to is what it prints as it closes. */
async function byKeys(call: ClientCall): Promise<ClientResult> {
	const { company_id, project_id, id, response } = submissionOf(call);
	const app = openTerminal(
		[
			"--instance",
			id,
			"--company-id",
			company_id,
			...(project_id === undefined ? [] : ["--project-id", project_id]),
			"--deadline",
			String(call.deadline_ms / 1000),
			"--json",
		],
		{ SIGNOFF_BASE_URL: call.base_url, SIGNOFF_TOKEN: call.token },
	);
	const opened = await app.until((screen) =>
		/Who answers|try again/.test(screen),
	);
	if (opened.includes("Who answers")) {
		const number = optionIds.indexOf(response.selected_response_option_id) + 1;
		app.press(keys.enter);
		await app.until("Your answer");
		app.press(String(number), keys.enter);
		await app.until("· Comment");
		if (response.comment) app.paste(response.comment);
		app.press(keys.enter);
		await app.until("Send this?");
		app.press(keys.enter);
		await app.until("· Outcome");
	}
	app.press("q");
	const { after, code } = await app.ended;
	const { outcome } = JSON.parse(after);
	return { outcome: outcomeSchema.parse(outcome), exit_code: code };
}

/** The app's own adapter, given the submission as its screens would. */
async function byAdapter(call: ClientCall): Promise<ClientResult> {
	const settled = Promise.withResolvers<Outcome>();
	const adapter = createAdapter({
		client: createClient({ baseUrl: call.base_url, auth: bearer(call.token) }),
		deadlineMs: call.deadline_ms,
		signal: new AbortController().signal,
		now: Date.now,
		failed: settled.reject,
	});
	adapter.perform(
		{ kind: "send", submission: submissionOf(call), seen: null },
		(message) => {
			if (message.kind === "settled") settled.resolve(message.outcome);
		},
	);
	return { outcome: await settled.promise };
}

function submissionOf({ submission }: ClientCall): Submission {
	return submission as Submission;
}

/** Why nobody can type this in the app, where options are chosen and never written; `null` where anybody can. */
async function untypable({
	plan,
	before,
	submission,
}: Behaviour): Promise<string | null> {
	const parsed = parseSubmission(submission);
	if (parsed.kind === "invalid") return "what is malformed has no key";
	const { id, company_id, project_id, response } = parsed.value;
	if (response.attachments !== undefined) return "attachments are not typed";
	if (/\p{Cc}/u.test(response.comment ?? ""))
		return "keyboards have no control characters and terminals drop pasted ones";
	if (
		id !== plan.instance_id ||
		company_id !== plan.company_id ||
		project_id !== plan.project_id ||
		plan.variants.instance === "hidden"
	)
		return "an instance that cannot be read is not shown";
	if (!optionIds.includes(response.selected_response_option_id))
		return "an option that is not offered is not shown";
	const stage = await server.addWorld({ plan, before, faults: [] });
	const { current_step } = await server.record(stage);
	return current_step === response.current_step_occurrence_id
		? null
		: "a step that is not current is not shown";
}

const typed = clientDriver(server, byKeys);
const handed = clientDriver(server, byAdapter);

const driver: Driver = {
	role: "client",
	observe: async (behaviour) =>
		(await untypable(behaviour)) === null
			? typed.observe(behaviour)
			: handed.observe(behaviour),
};

describeSurface("the terminal app", driver);

test("few behaviours have no keys, each for a reason", async () => {
	const why = await Promise.all(behaviours.map(untypable));
	const reasons = new Set(why.filter((reason) => reason !== null));
	expect([...reasons].sort()).toEqual([
		"a step that is not current is not shown",
		"an instance that cannot be read is not shown",
		"an option that is not offered is not shown",
		"attachments are not typed",
		"keyboards have no control characters and terminals drop pasted ones",
		"what is malformed has no key",
	]);
	const typedOnes = why.filter((reason) => reason === null);
	expect(typedOnes.length / why.length).toBeGreaterThan(0.6);
});
