import * as z from "zod/mini";
import worker, {
	Account,
	type ObjectNamespace,
	Settlement,
	type SettlementObjectState,
	type WorkerContext,
	type WorkerEnv,
} from "../../../hosts/cloudflare/worker.ts";

/**
 * The published worker, as many independent relays for tests: each `/{relay}/…` has separate durable objects, and the
 * variables that its name holds. PATCH of `/{relay}?settlement=` shows what the object of a settlement stores, DELETE
 * evicts the object.
 */
const testWorker: {
	fetch(
		request: Request,
		env: WorkerEnv,
		context: WorkerContext,
	): Promise<Response>;
} = {
	async fetch(request, env, context) {
		const url = new URL(request.url);
		const [, relay = "", path = ""] =
			/^\/([^/]+)(.*)$/.exec(url.pathname) ?? [];
		const own = envOf(relay, env);
		const target = new URL(`${path}${url.search}`, url);
		if (path !== "")
			return worker.fetch(new Request(target, request), own, context);
		const id = url.searchParams.get("settlement") ?? "";
		const object = objectsOf(own.SETTLEMENTS).getByName(id);
		return request.method === "DELETE"
			? object.fetch(request).catch(() => new Response("evicted"))
			: object.fetch(request);
	},
};

export default testWorker;

const nameSchema = z.object({ vars: z.record(z.string(), z.string()) });
const envs = new Map<string, WorkerEnv>();

/** The variables and bindings of a relay, by its name: always the same object, as in a deployment. */
function envOf(relay: string, env: WorkerEnv): WorkerEnv {
	const known = envs.get(relay);
	if (known !== undefined) return known;
	const { vars } = nameSchema.parse(
		JSON.parse(atob(relay.replaceAll("-", "+").replaceAll("_", "/"))),
	);
	const own = {
		...{ ...env, ...vars },
		SETTLEMENTS: scopedNamespace(env.SETTLEMENTS, relay),
		ACCOUNTS: scopedNamespace(env.ACCOUNTS, relay),
	};
	envs.set(relay, own);
	return own;
}

function scopedNamespace(
	objects: ObjectNamespace | undefined,
	relay: string,
): ObjectNamespace {
	return {
		getByName: (name) => objectsOf(objects).getByName(`${relay} ${name}`),
	};
}

function objectsOf(objects: ObjectNamespace | undefined): ObjectNamespace {
	if (objects === undefined) throw new Error("A binding is missing.");
	return objects;
}

/** The relay of an object, from the beginning of its name. */
function relayOf({ id }: Pick<SettlementObjectState, "id">): string {
	const [relay] = id.name?.split(" ") ?? [];
	if (relay === undefined) throw new Error("The object has no name.");
	return relay;
}

type TestState = SettlementObjectState & { abort(reason: string): void };

/** The published object, with the variables of its relay. */
export class TestSettlement extends Settlement {
	readonly #state: TestState;

	constructor(state: TestState, env: WorkerEnv) {
		super(state, envOf(relayOf(state), env));
		this.#state = state;
	}

	override async fetch(request: Request): Promise<Response> {
		if (request.method === "DELETE") this.#state.abort("evicted");
		if (request.method !== "PATCH") return super.fetch(request);
		const { storage } = this.#state;
		return Response.json({
			stored: storage.kv.get("settlement") ?? null,
			alarm: await storage.getAlarm(),
		});
	}
}

/** The published object, with the variables of its relay. */
export class TestAccount extends Account {
	constructor(state: SettlementObjectState, env: WorkerEnv) {
		super(state, envOf(relayOf(state), env));
	}
}
