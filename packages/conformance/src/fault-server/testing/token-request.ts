import type { ServedWorld } from "../types.ts";
import { type Exchange, exchange } from "./raw-exchange.ts";

/** Asks a world's login server for tokens, with the app that it knows unless told otherwise. */
export function requestTokens(
	world: ServedWorld,
	form: Record<string, string>,
): Promise<Exchange> {
	const { client_id = "", client_secret = "" } = world.oauth ?? {};
	const all = { client_id, client_secret, ...form };
	return exchange(world.base_url, {
		method: "POST",
		path: "/oauth/token",
		headers: { "content-type": "application/x-www-form-urlencoded" },
		body: new URLSearchParams(all).toString(),
	});
}

/** Refreshes with a refresh token: the world's first one unless told otherwise. */
export function refresh(
	world: ServedWorld,
	refresh_token: string = world.oauth?.refresh_token ?? "",
): Promise<Exchange> {
	return requestTokens(world, { grant_type: "refresh_token", refresh_token });
}

/** What an answer grants. */
export function tokensOf({ body }: Exchange): {
	access_token: string;
	refresh_token?: string;
	expires_in: number;
} {
	return JSON.parse(body);
}
