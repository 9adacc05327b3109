import {
	clientDriver,
	spawnFaultServer,
} from "@signoff/conformance/fault-server";
import { describeSurface } from "@signoff/conformance/vitest";
import { afterAll } from "vitest";
import { bearer, createClient, type Submission } from "./index.ts";

const server = await spawnFaultServer();
afterAll(() => server.close());

describeSurface(
	"the sdk on Node",
	clientDriver(server, async ({ base_url, token, submission, deadline_ms }) => {
		const client = createClient({ baseUrl: base_url, auth: bearer(token) });
		// A malformed submission does not compile either.
		const typed = submission as Submission;
		return {
			outcome: await client.respond(typed, { deadlineMs: deadline_ms }),
		};
	}),
);
