import type { NamedDraft } from "@signoff/conformance";
import {
	type ClientCall,
	type ClientResult,
	clientDriver,
	spawnFaultServer,
} from "@signoff/conformance/fault-server";
import { describeSurface } from "@signoff/conformance/vitest";
import { exitCodes, type OutcomeKind, outcomeSchema } from "@signoff/core";
import { afterAll, expect } from "vitest";
import { patientCall } from "./testing/patient-call.ts";
import { printed, type Run, signoff } from "./testing/run-cli.ts";
import { newStateHome } from "./testing/state-home.ts";

const server = await spawnFaultServer();
afterAll(() => server.close());

async function respond(call: ClientCall): Promise<ClientResult> {
	const seconds = String(patientCall(call).deadline_ms / 1000);
	const run = await runCommand(["respond", "--wait", seconds], call);
	return {
		outcome: outcomeSchema.parse(printed(run)),
		exit_code: run.code ?? 1,
	};
}

/** The kind that `preview` predicts, or in which it failed. */
async function preview(call: ClientCall): Promise<OutcomeKind> {
	const run = await runCommand(["preview"], call);
	const { preview: previewed, ...outcome } = printed(run);
	const kind: OutcomeKind =
		previewed === undefined
			? outcomeSchema.parse(outcome).kind
			: Object(previewed).would;
	expect(run.code).toBe(exitCodes[kind]);
	return kind;
}

/** Runs the real command: with a whole submission on standard input, or with flags that name the option. */
function runCommand(
	command: string[],
	{ base_url, token, draft, submission }: ClientCall,
): Promise<Run> {
	const input = draft === null ? ["--stdin"] : draftFlags(draft);
	return signoff([...command, "--json", ...input], {
		env: {
			SIGNOFF_BASE_URL: base_url,
			SIGNOFF_TOKEN: token,
			XDG_STATE_HOME: newStateHome(),
		},
		stdin: draft === null ? JSON.stringify(submission) : "",
	});
}

/** The flags of a draft. Written with `=`, since a comment may begin with a dash. */
function draftFlags(draft: NamedDraft): string[] {
	const flags = {
		"company-id": draft.company_id,
		"project-id": draft.project_id,
		instance: draft.id,
		step: draft.step,
		option: draft.option,
		comment: draft.comment,
	};
	return Object.entries(flags).flatMap(([name, value]) =>
		value === undefined || value === null ? [] : [`--${name}=${value}`],
	);
}

describeSurface(
	"the command line",
	clientDriver(server, respond, {
		preview,
		optionForms: ["id", "name"],
		// No flag takes attachments, and no argument of a process contains a null character.
		draftsWithout: ["attachments", "null_character"],
	}),
);
