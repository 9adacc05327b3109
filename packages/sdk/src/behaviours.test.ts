import {
	type ClientCall,
	clientDriver,
	spawnFaultServer,
} from "@signoff/conformance/fault-server";
import { describeSurface } from "@signoff/conformance/vitest";
import { afterAll } from "vitest";
import {
	bearer,
	createClient,
	isSignoffError,
	type OutcomeKind,
	type Submission,
} from "./index.ts";
import { respondToClientCall } from "./testing/runtimes/respond.ts";
import { takesNames } from "./testing/runtimes/traits.ts";

const server = await spawnFaultServer();
afterAll(() => server.close());

/** The kind that `preview` predicts; if a read fails, or there is no submission, the kind of that outcome. */
async function preview({
	base_url,
	token,
	submission,
	draft,
}: ClientCall): Promise<OutcomeKind> {
	const client = createClient({ baseUrl: base_url, auth: bearer(token) });
	const resolved = draft && (await client.resolveDraft(draft));
	if (resolved?.kind === "refused") return resolved.outcome.kind;
	try {
		const typed = resolved?.submission ?? (submission as Submission);
		return (await client.preview(typed)).preview.would;
	} catch (error) {
		if (isSignoffError(error)) return error.outcome.kind;
		throw error;
	}
}

describeSurface(
	"the sdk on Node",
	clientDriver(
		server,
		async (call) => ({ outcome: await respondToClientCall(call) }),
		{ ...takesNames, preview },
	),
);
