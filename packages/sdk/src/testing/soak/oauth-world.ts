import type {
	FaultServerControl,
	ServedOAuth,
	ServedWorld,
} from "@signoff/conformance/fault-server";
import type { AppOptions } from "../../auth/oauth/app-options.ts";
import { soakWorldPlan } from "./faulty-worlds.ts";

/** The world that a list's person logs in to, with an app. */
export type OAuthWorld = ServedWorld & { oauth: ServedOAuth };

/**
 * Adds a world with access tokens that expire after seconds, refresh tokens that work once, faults of the login server,
 * and rate limits that a list reaches.
 */
export async function addOAuthWorld(
	server: FaultServerControl,
): Promise<OAuthWorld> {
	const failure = { html: true, retry_after: null, recorded: false };
	const world = await server.addWorld({
		plan: soakWorldPlan("home"),
		before: [],
		faults: [
			{
				call: "refresh_token",
				nth: 2,
				fault: { kind: "failed", status: 503, ...failure },
			},
			{
				call: "refresh_token",
				nth: 3,
				fault: { kind: "request_dropped", loss: "reset" },
			},
		],
		limits: [{ requests: 1_000, window_ms: 1_000 }],
		oauth: { expires_in: 4 },
	});
	const { oauth } = world;
	if (oauth === undefined) throw new Error("There is no login server.");
	return { ...world, oauth };
}

/** The options that name the world's app. */
export function appOf({
	base_url,
	oauth: { client_id, client_secret },
}: OAuthWorld): AppOptions & { authUrl: string } {
	return {
		clientId: client_id,
		clientSecret: client_secret,
		authUrl: base_url,
	};
}
