import type { ServedWorld } from "@signoff/conformance/fault-server";
import { bearer } from "../../auth.ts";
import { type Client, createClient } from "../../client.ts";
import type { Fetch } from "../../transport.ts";
import type { RoughWorld } from "./rough-worlds.ts";

/** One client for a list whose instances are served in worlds of their own: each call gets its world's token. */
export function oneClientFor(
	worlds: RoughWorld[],
	home: ServedWorld,
	send: Fetch = fetch,
): Client {
	const tokens = new Map(
		worlds.map(({ submission, world }) => [submission.id, world.token]),
	);
	return createClient({
		baseUrl: home.base_url,
		auth: bearer(home.token),
		fetch(input, init) {
			const request =
				input instanceof Request ? input : new Request(input, init);
			const instance = /\/instances\/([^/]+)/.exec(request.url)?.[1] ?? "";
			const headers = new Headers(request.headers);
			const token = tokens.get(instance) ?? home.token;
			headers.set("Authorization", `Bearer ${token}`);
			// The signal goes along as it is: through a request made here, an abort could get lost.
			return send(request, { ...init, headers });
		},
	});
}
