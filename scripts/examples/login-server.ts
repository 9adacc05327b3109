import {
	connectFaultServer,
	defaultVariants,
	type HostedWorld,
	type ReceivedRequest,
	startFaultServer,
} from "@signoff/conformance/fault-server";
import { onTestFinished } from "vitest";

const approve = { id: "2000", name: "Approve", response_type: "approve" };

/** A world with a login server, and a step that the app's service account may answer. */
const world: HostedWorld = {
	plan: {
		company_id: "4201",
		project_id: "77",
		instance_id: "9001",
		people: [{ id: "101", login: "bot@harbor.example", name: "Harbor bot" }],
		steps: [
			{
				name: "Review",
				decision_type: "first",
				assignees: [{ person_id: "101", required: true }],
				options: [approve],
			},
		],
		variants: defaultVariants,
	},
	before: [],
	faults: [],
	oauth: { expires_in: 5_400 },
};

/** Starts a fault server with a login server; stops after the test. */
export async function startLoginServer(): Promise<{
	env: NodeJS.ProcessEnv;
	receivedRequests(): Promise<ReceivedRequest[]>;
}> {
	const { url, close } = await startFaultServer({ port: 0 });
	onTestFinished(close);
	const server = connectFaultServer(url);
	const served = await server.addWorld(world);
	return {
		env: {
			...process.env,
			SIGNOFF_CLIENT_ID: served.oauth?.client_id,
			SIGNOFF_CLIENT_SECRET: served.oauth?.client_secret,
			SIGNOFF_AUTH_URL: url,
			SIGNOFF_BASE_URL: url,
		},
		receivedRequests: () => server.receivedRequests(served),
	};
}
