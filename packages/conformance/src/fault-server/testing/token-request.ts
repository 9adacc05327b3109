import type { ServedWorld } from "../types.ts";
import { type Exchange, exchange } from "./raw-exchange.ts";

/** Requests tokens from a world's OAuth server; by default with the credentials of its app. */
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

/** Refreshes with a refresh token; by default with the world's first one. */
export function refresh(
	world: ServedWorld,
	refresh_token: string = world.oauth?.refresh_token ?? "",
): Promise<Exchange> {
	return requestTokens(world, { grant_type: "refresh_token", refresh_token });
}

/** The tokens in a reply. */
export function tokensOf({ body }: Exchange): {
	access_token: string;
	refresh_token?: string;
	expires_in: number;
} {
	return JSON.parse(body);
}
