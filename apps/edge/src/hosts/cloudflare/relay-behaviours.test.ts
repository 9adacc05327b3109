import {
	clientDriver,
	spawnFaultServer,
} from "@signoff/conformance/fault-server";
import { describeSurface } from "@signoff/conformance/vitest";
import { afterAll } from "vitest";
import { postToRelay } from "../../testing/relay.ts";
import { workerRelays } from "../../testing/workerd/relay/harness.ts";

const server = await spawnFaultServer();
afterAll(() => server.close());
const relays = workerRelays();

describeSurface(
	"the edge relaying in workerd",
	clientDriver(
		server,
		async ({ base_url, ...call }) => {
			const { url } = await relays.start(base_url);
			return postToRelay(url, call);
		},
		// workerd reports every failed connection as lost.
		{ reportsConnectionRefused: false },
	),
);
