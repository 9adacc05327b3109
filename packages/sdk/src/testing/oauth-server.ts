import type { Submission } from "@signoff/core";
import type { Tokens } from "@signoff/core/oauth";
import { ada, instance, submission } from "./sample-instance.ts";
import { type Reaction, type Seen, serve } from "./stub-server.ts";

/** A server of many instances behind a login server whose refresh tokens work once (contract §3). */
export type GuardedPier = {
	url: string;
	/** How often tokens were asked for. */
	refreshes(): number;
	/** The instances on which a response was put, in order. */
	recorded: string[];
	/** What a login has given: a token that the server does not take any more, and a refresh token that it does. */
	stored: Tokens;
};

export const app = { clientId: "harbor-app", clientSecret: "harbor-secret" };

const refused = { error: "invalid_grant", error_description: "Used before." };
const instancePath = /\/workflows\/instances\/([^/]+)(\/responses)?$/;

/** Serves until the test ends. */
export async function serveGuarded(): Promise<GuardedPier> {
	const recorded: string[] = [];
	let count = 0;

	function refresh(body: string): Reaction {
		const given = new URLSearchParams(body).get("refresh_token");
		if (given !== `refresh-${count++}`)
			return { kind: "answer", status: 400, body: refused };
		return {
			kind: "answer",
			status: 200,
			body: {
				access_token: `access-${count}`,
				expires_in: 5_400,
				refresh_token: `refresh-${count}`,
			},
		};
	}

	const { url } = await serve(({ method, path, headers, body }: Seen) => {
		if (path === "/oauth/token") return refresh(body);
		if (count === 0 || headers.authorization !== `Bearer access-${count}`)
			return { kind: "answer", status: 401 };
		if (path === "/rest/v1.0/me")
			return { kind: "answer", status: 200, body: ada };
		const [, id = ""] = instancePath.exec(path) ?? [];
		if (method === "GET") {
			const data = { ...instance(), id };
			return { kind: "answer", status: 200, body: { data } };
		}
		recorded.push(id);
		return { kind: "answer", status: 204 };
	});
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

/** A submission for each of so many instances. */
export function submissions(count: number, from = 1): Submission[] {
	return Array.from({ length: count }, (_, index) => ({
		...submission,
		id: String(from + index),
	}));
}
