import { type Auth, createRateLimiter } from "@signoff/sdk";
import { serviceAuth } from "../../upstreams/procore/service-login.ts";
import { refreshMessageSchema, slotMessageSchema } from "./account-messages.ts";
import { type AccountPlaces, createAccountPlaces } from "./account-places.ts";
import { type AccountSlots, createAccountSlots } from "./account-slots.ts";
import type { WorkerEnv } from "./bindings.ts";
import { readRelay } from "./relay-env.ts";
import {
	createReturnSchedule,
	type ReturnSchedule,
} from "./return-schedule.ts";

/** The most settlements of one account that go on in the background at once. The others wait for their alarms. */
const maxInBackground = 64;
const queueRetryMs = 2_000;

/**
 * The durable object of one account: its rate limit, its queue, and the token of the service account with its single
 * refresh. It stores nothing: a token at rest would be one more secret to protect, and a login after an eviction is one
 * request. The limits are learnt anew from the first response.
 */
export class Account {
	readonly #auth: Auth | null;
	readonly #slots: AccountSlots = createAccountSlots(createRateLimiter());
	readonly #schedule: ReturnSchedule = createReturnSchedule(Date.now);
	readonly #requests: AccountPlaces;
	readonly #background: AccountPlaces = createAccountPlaces(
		maxInBackground,
		() => this.#schedule.left(),
	);

	constructor(_state: object, env: WorkerEnv) {
		const { relay } = readRelay(env);
		this.#auth = serviceAuth(relay);
		this.#requests = createAccountPlaces(relay.queue);
	}

	/** Handles the requests of `remoteRateLimiter`, `remoteAuth` and `enterAccount`, which are internal. */
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
				return operation === "background"
					? (this.#background.enter(request.signal) ??
							full(this.#schedule.nextMs()))
					: (this.#requests.enter(request.signal) ?? full(queueRetryMs));
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

function full(retry_ms: number): Response {
	return Response.json({ retry_ms }, { status: 503 });
}
