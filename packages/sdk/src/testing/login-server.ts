import {
	connectFaultServer,
	type HostedWorld,
	type ServedOAuth,
	type ServedWorld,
	startFaultServer,
} from "@signoff/conformance/fault-server";
import type { Submission } from "@signoff/core";
import type { Tokens } from "@signoff/core/oauth";
import { onTestFinished } from "vitest";
import { buildSoakSubmission, soakWorldPlan } from "./soak/faulty-worlds.ts";

type Faults = HostedWorld["faults"];
type OAuth = NonNullable<HostedWorld["oauth"]>;

/** A world of a fault server with a login server, until the test ends. */
export type LoginServer = {
	world: ServedWorld;
	login: ServedOAuth;
	/** The options that name its app. */
	app: { clientId: string; clientSecret: string; authUrl: string };
	submission: Submission;
	/** The tokens of its person's login, as a store holds them: the access token expires in an hour and a half. */
	stored: Tokens;
	/** The statuses of the token requests; `null` if no complete response was sent. */
	refreshes(): Promise<(number | null)[]>;
	/** How many responses are on record. */
	recorded(): Promise<number>;
	newCode(): Promise<string>;
};

/**
 * Serves until the test ends.
 *
 * @param reply how the replies that grant tokens differ from the contract's
 */
export async function serveLogin(
	faults: Faults = [],
	reply: OAuth["reply"] = undefined,
): Promise<LoginServer> {
	const { url, close } = await startFaultServer({ port: 0 });
	onTestFinished(close);
	const server = connectFaultServer(url);
	const world = await server.addWorld({
		plan: soakWorldPlan("9001"),
		before: [],
		faults,
		oauth: { expires_in: 5_400, reply },
	});
	const { oauth: login } = world;
	if (login === undefined) throw new Error("There is no login server.");
	const { client_id: clientId, client_secret: clientSecret } = login;
	return {
		world,
		login,
		app: { clientId, clientSecret, authUrl: url },
		submission: buildSoakSubmission("9001"),
		stored: {
			access_token: world.token,
			issued_at: Date.now(),
			expires_at: Date.now() + 5_400_000,
			refresh_token: login.refresh_token,
			seed_refresh_token: null,
			audience: `${clientId} at ${url}/`,
		},
		refreshes: async () =>
			(await server.receivedRequests(world))
				.filter(({ call }) => call === "refresh_token")
				.map(({ status }) => status),
		recorded: async () => (await server.settled(world)).responses.length,
		newCode: () => server.newCode(world),
	};
}

/** The faults of the first token requests, in order. */
export function tokenFaults(...faults: Faults[number]["fault"][]): Faults {
	return faults.map((fault, index) => ({
		call: "refresh_token",
		nth: index + 1,
		fault,
	}));
}
