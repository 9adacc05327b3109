import type { NamedDraft } from "@signoff/conformance";
import {
	type ClientCall,
	type ClientResult,
	clientDriver,
	spawnFaultServer,
} from "@signoff/conformance/fault-server";
import { describeSurface } from "@signoff/conformance/vitest";
import { outcomeSchema } from "@signoff/core";
import { afterAll } from "vitest";
import { printed, signoff } from "./testing/run-cli.ts";

const server = await spawnFaultServer();
afterAll(() => server.close());

/** Runs the real command: with a whole submission on standard input, or with flags that name the option. */
async function respond(call: ClientCall): Promise<ClientResult> {
	const { draft, submission } = call;
	const seconds = String(call.deadline_ms / 1000);
	const run = await signoff(
		[
			...["respond", "--json", "--deadline", seconds],
			...(draft === null ? ["--stdin"] : draftFlags(draft)),
		],
		{
			env: { SIGNOFF_BASE_URL: call.base_url, SIGNOFF_TOKEN: call.token },
			stdin: draft === null ? JSON.stringify(submission) : "",
		},
	);
	return {
		outcome: outcomeSchema.parse(printed(run)),
		exit_code: run.code ?? 1,
	};
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
		optionForms: ["id", "name"],
		// No flag takes attachments, and no argument of a process contains a null character.
		draftsWithout: ["attachments", "null_character"],
	}),
);
