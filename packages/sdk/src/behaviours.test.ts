import {
	clientDriver,
	spawnFaultServer,
} from "@signoff/conformance/fault-server";
import { describeSurface } from "@signoff/conformance/vitest";
import { afterAll } from "vitest";
import { respondToClientCall } from "./testing/runtimes/respond.ts";
import { takesNames } from "./testing/runtimes/traits.ts";

const server = await spawnFaultServer();
afterAll(() => server.close());

describeSurface(
	"the sdk on Node",
	clientDriver(
		server,
		async (call) => ({ outcome: await respondToClientCall(call) }),
		takesNames,
	),
);
