import { type Auth, createRateLimiter } from "@signoff/sdk";
import { serviceAuth } from "../../upstreams/procore/service-login.ts";
import { refreshMessageSchema, slotMessageSchema } from "./account-messages.ts";
import { type AccountPlaces, createAccountPlaces } from "./account-places.ts";
import { type AccountSlots, createAccountSlots } from "./account-slots.ts";
import type { WorkerEnv } from "./bindings.ts";
import { readRelay } from "./relay-env.ts";

/**
 * The durable object of one account: its rate limit, its queue, and the token of the service account with its single
 * refresh. It stores nothing: a token at rest would be one more secret to protect, and a login after an eviction is one
 * request. The limits are learnt anew from the first response.
 */
export class Account {
	readonly #auth: Auth | null;
	readonly #slots: AccountSlots;
	readonly #places: AccountPlaces;

	constructor(_state: object, env: WorkerEnv) {
		const { relay } = readRelay(env);
		this.#auth = serviceAuth(relay);
		this.#slots = createAccountSlots(createRateLimiter());
		this.#places = createAccountPlaces(relay.queue);
	}

	/** Handles the requests of `remoteRateLimiter`, `remoteAuth` and `enterAccount`. */
	async fetch(request: Request): Promise<Response> {
		const [, call, operation = "", wait] = new URL(request.url).pathname.split(
			"/",
		);
		switch (call) {
			case "slots":
				return Response.json(
					wait === "wait"
						? await this.#slots.wait(operation)
						: this.#slots.receive(
								operation,
								slotMessageSchema.parse(await request.json()),
							),
				);
			case "places":
				return (
					this.#places.enter(request.signal) ??
					new Response(null, { status: 503 })
				);
			case "token":
				return Response.json({ token: await this.#service().token() });
			case "refresh": {
				const message = refreshMessageSchema.parse(await request.json());
				const result = await this.#service().refresh(message.used_token);
				return Response.json({ result });
			}
			default:
				return new Response(null, { status: 404 });
		}
	}

	#service(): Auth {
		if (this.#auth === null)
			throw new TypeError("The account of a caller has no token.");
		return this.#auth;
	}
}
