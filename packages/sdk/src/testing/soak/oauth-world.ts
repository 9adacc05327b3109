import type {
	FaultServerControl,
	ServedOAuth,
	ServedWorld,
} from "@signoff/conformance/fault-server";
import type { AppOptions } from "../../auth/oauth/app-options.ts";
import { planOf } from "./faulty-worlds.ts";

/** Where the person of a list is at home, with an app to log in with. */
export type Home = ServedWorld & { oauth: ServedOAuth };

/**
 * Adds a home: tokens that live for some seconds, refresh tokens that work once, a login server with troubles of its
 * own, and limits that a list comes up against.
 */
export async function addHome(server: FaultServerControl): Promise<Home> {
	const trouble = { html: true, retry_after: null, recorded: false };
	const world = await server.addWorld({
		plan: planOf("home"),
		before: [],
		faults: [
			{
				call: "refresh_token",
				nth: 2,
				fault: { kind: "failed", status: 503, ...trouble },
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

/** The options that name a home's app. */
export function appOf({
	base_url,
	oauth: { client_id, client_secret },
}: Home): AppOptions & { authUrl: string } {
	return {
		clientId: client_id,
		clientSecret: client_secret,
		authUrl: base_url,
	};
}
