import {
	clientDriver,
	spawnFaultServer,
} from "@signoff/conformance/fault-server";
import { describeSurface } from "@signoff/conformance/vitest";
import { afterAll } from "vitest";
import { postToRelay, relayConfig, startRelay } from "./testing/relay.ts";

const server = await spawnFaultServer();
afterAll(() => server.close());

describeSurface(
	"the edge relaying on Node",
	clientDriver(server, async ({ base_url, ...call }) => {
		const relay = await startRelay(relayConfig(base_url));
		try {
			return await postToRelay(relay.url, call);
		} finally {
			await relay.close();
		}
	}),
);
