import type { Submission } from "@signoff/core";
import type { Tokens } from "@signoff/core/oauth";
import { instance, personAda, submission } from "./sample-instance.ts";
import { type ReceivedRequest, type StubReply, serve } from "./stub-server.ts";

/** An API with many instances, and a login server whose refresh tokens work once (contract §3). */
export type OAuthApi = {
	url: string;
	/** How many refresh requests there were. */
	refreshes(): number;
	/** The instances with a response on record, in order. */
	recorded: string[];
	/**
	 * The tokens of a login: an access token that the server does not accept any more, and a refresh token that it does.
	 */
	stored: Tokens;
};

export const app = { clientId: "harbor-app", clientSecret: "harbor-secret" };

const invalidGrant = {
	error: "invalid_grant",
	error_description: "Used before.",
};
const instancePath = /\/workflows\/instances\/([^/]+)(\/responses)?$/;

/** Serves until the test ends. */
export async function serveOAuthApi(): Promise<OAuthApi> {
	const recorded: string[] = [];
	let count = 0;

	function refresh(body: string): StubReply {
		const refreshToken = new URLSearchParams(body).get("refresh_token");
		if (refreshToken !== `refresh-${count++}`)
			return { kind: "reply", status: 400, body: invalidGrant };
		return {
			kind: "reply",
			status: 200,
			body: {
				access_token: `access-${count}`,
				expires_in: 5_400,
				refresh_token: `refresh-${count}`,
			},
		};
	}

	const { url } = await serve(
		({ method, path, headers, body }: ReceivedRequest) => {
			if (path === "/oauth/token") return refresh(body);
			if (count === 0 || headers.authorization !== `Bearer access-${count}`)
				return { kind: "reply", status: 401 };
			if (path === "/rest/v1.0/me")
				return { kind: "reply", status: 200, body: personAda };
			const [, id = ""] = instancePath.exec(path) ?? [];
			if (method === "GET") {
				const data = { ...instance(), id };
				return { kind: "reply", status: 200, body: { data } };
			}
			recorded.push(id);
			return { kind: "reply", status: 204 };
		},
	);
	const stored: Tokens = {
		access_token: "access-0",
		issued_at: Date.now(),
		expires_at: Date.now() + 5_400_000,
		refresh_token: "refresh-0",
		seed_refresh_token: "refresh-login",
		audience: `${app.clientId} at ${url}/`,
	};
	return { url, refreshes: () => count, recorded, stored };
}

/** One submission for each of `count` instances. */
export function submissions(count: number, from = 1): Submission[] {
	return Array.from({ length: count }, (_, index) => ({
		...submission,
		id: String(from + index),
	}));
}
