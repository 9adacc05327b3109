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
import { environmentOf } from "../outbox/identity.ts";
import { openOutbox } from "../outbox/outbox.ts";
import { goToReview } from "../testing/app.ts";
import { patientCall } from "../testing/patient-call.ts";
import { newConfigHome, newStateHome } from "../testing/state-home.ts";
import { openTerminal } from "../testing/terminal.ts";
import { createEffectRunner } from "./effects.ts";
import type { Message } from "./messages.ts";

const server = await spawnFaultServer();
afterAll(() => server.close());

const withoutUndo = newConfigHome({ undo_seconds: 0 });

const optionIds = ["2000", "2001", "2002"];

/** Responds with keys in a real terminal. The outcome is what the app prints when it closes. */
async function respondByKeys(call: ClientCall): Promise<ClientResult> {
	const { company_id, project_id, id, response } = submissionOf(call);
	const app = openTerminal(
		[
			"--instance",
			id,
			"--company-id",
			company_id,
			...(project_id === undefined ? [] : ["--project-id", project_id]),
			"--wait",
			String(patientCall(call).deadline_ms / 1000),
			"--json",
		],
		{
			SIGNOFF_BASE_URL: call.base_url,
			SIGNOFF_TOKEN: call.token,
			XDG_CONFIG_HOME: withoutUndo,
		},
	);
	const opened = await app.until((screen) =>
		/Who answers|try again/.test(screen),
	);
	if (opened.includes("Who answers")) {
		const number = optionIds.indexOf(response.selected_response_option_id) + 1;
		await goToReview(app, String(number), response.comment ?? "");
		await app.press("s");
		await app.ready("· Outcome");
	}
	// At once: what is not certain is sent again after two seconds.
	app.kill("SIGTERM");
	const { after, code } = await app.ended;
	const { outcome } = JSON.parse(after);
	return { outcome: outcomeSchema.parse(outcome), exit_code: code };
}

/** Responds with the app's effect runner, which receives the submission that the screens would build. */
async function respondByEffect(call: ClientCall): Promise<ClientResult> {
	const settled = Promise.withResolvers<Outcome>();
	const stateHome = newStateHome();
	const opened = Promise.withResolvers<void>();
	const effectRunner = createEffectRunner({
		client: createClient({ baseUrl: call.base_url, auth: bearer(call.token) }),
		outbox: {
			open: () => openOutbox(stateHome),
			environment: environmentOf(call.base_url),
			undoMs: 0,
		},
		drawn: Promise.resolve(),
		deadlineMs: patientCall(call).deadline_ms,
		signal: new AbortController().signal,
		now: Date.now,
		edit: () => Promise.reject(new Error("There is no terminal.")),
		guardrails: {},
		paths: { home: "/", cwd: "/" },
		copy: () => {},
		openUrl: () => Promise.resolve(),
		suspend: () => Promise.resolve(),
		onUnexpectedError: settled.reject,
	});
	const dispatch = (message: Message): void => {
		if (message.kind === "outbox_opened") opened.resolve();
		if (message.kind === "entry_ended" || message.kind === "answer_invalid")
			settled.resolve(message.outcome);
	};
	const submission = submissionOf(call);
	const { company_id } = submission;
	effectRunner.run({ kind: "open_outbox", company_id, me: null }, dispatch);
	await opened.promise;
	effectRunner.run(
		{
			kind: "hold",
			submission,
			names: noNames,
			instance: undefined,
			files: [],
		},
		dispatch,
	);
	const outcome = await settled.promise;
	await effectRunner.close();
	return { outcome };
}

const noNames = { item: null, step_name: null, option: null };

function submissionOf({ submission }: ClientCall): Submission {
	return submission as Submission;
}

/** Why this submission cannot be entered with keys, since the app lists options; `null` if it can. */
async function reasonWithoutKeys({
	plan,
	before,
	submission,
}: Behaviour): Promise<string | null> {
	const parsed = parseSubmission(submission);
	if (parsed.kind === "invalid") return "a malformed submission has no keys";
	const { id, company_id, project_id, response } = parsed.value;
	if (response.attachments !== undefined) return "attachments cannot be typed";
	if (/\p{Cc}/u.test(response.comment ?? ""))
		return "control characters are not on keyboards, and terminals drop pasted ones";
	if (
		id !== plan.instance_id ||
		company_id !== plan.company_id ||
		project_id !== plan.project_id ||
		plan.variants.instance === "hidden"
	)
		return "an unreadable instance is not shown";
	if (
		!optionIds.includes(response.selected_response_option_id) ||
		plan.variants.instance_options === "empty"
	)
		return "only offered options are shown";
	const world = await server.addWorld({ plan, before, faults: [] });
	const { current_step } = await server.record(world);
	return current_step === response.current_step_occurrence_id
		? null
		: "only the current step is shown";
}

const keyDriver = clientDriver(server, respondByKeys);
const effectDriver = clientDriver(server, respondByEffect);

const driver: Driver = {
	role: "client",
	observe: async (behaviour, form) =>
		(await reasonWithoutKeys(behaviour)) === null
			? keyDriver.observe(behaviour, form)
			: effectDriver.observe(behaviour, form),
};

describeSurface("the terminal app", driver);

test("most behaviours run with keys, and each exception has a known reason", async () => {
	const results = await Promise.all(behaviours.map(reasonWithoutKeys));
	const reasons = new Set(results.filter((reason) => reason !== null));
	expect([...reasons].sort()).toEqual([
		"a malformed submission has no keys",
		"an unreadable instance is not shown",
		"attachments cannot be typed",
		"control characters are not on keyboards, and terminals drop pasted ones",
		"only offered options are shown",
		"only the current step is shown",
	]);
	const withKeys = results.filter((reason) => reason === null);
	expect(withKeys.length / results.length).toBeGreaterThan(0.6);
});
