import * as z from "zod/mini";
import { durableObjectSql } from "../../hosts/cloudflare/sqlite.ts";
import { directoryShard } from "../../hosts/cloudflare/token-directory-object.ts";
import worker, {
	CompanyLedger,
	Directory,
	type ObjectNamespace,
	type ObjectState,
	type WorkerContext,
	type WorkerEnv,
} from "../../hosts/cloudflare/worker.ts";
import { hashToken } from "../../upstreams/embedded/tokens.ts";

/**
 * The published worker, as many independent edges for tests: each `/{edge}/…` has separate durable objects. PUT of a
 * fixture to `/{edge}` loads it, PATCH of SQL to `/{edge}?company=` queries the database of a company.
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
		const [, edge = "", path = ""] = /^\/([^/]+)(.*)$/.exec(url.pathname) ?? [];
		const own = envs.get(edge) ?? {
			...env,
			COMPANIES: scopedNamespace(env.COMPANIES, edge),
			DIRECTORY: scopedNamespace(env.DIRECTORY, edge),
		};
		envs.set(edge, own);
		if (path !== "") {
			const target = new URL(`${path}${url.search}`, url);
			return worker.fetch(new Request(target, request), own, context);
		}
		const body = await request.text();
		const { method } = request;
		const copy = (): Request => new Request(url, { method, body });
		if (method === "PATCH")
			return own.COMPANIES.getByName(
				url.searchParams.get("company") ?? "",
			).fetch(copy());
		const { company, people } = z.parse(fixtureTokens, JSON.parse(body));
		const tokens = people.flatMap(({ token }) => token ?? []);
		const shards = new Set(tokens.map(hashToken).map(directoryShard));
		for (const shard of shards)
			await own.DIRECTORY.getByName(shard).fetch(copy());
		return own.COMPANIES.getByName(company.id).fetch(copy());
	},
};

export default testWorker;

/** By edge: the runtime passes the same object with every request. */
const envs = new Map<string, WorkerEnv>();

const fixtureTokens = z.object({
	company: z.object({ id: z.string() }),
	people: z.array(z.object({ token: z.optional(z.string()) })),
});

function scopedNamespace(
	objects: ObjectNamespace,
	edge: string,
): ObjectNamespace {
	return { getByName: (name) => objects.getByName(`${edge} ${name}`) };
}

type ObjectClass = new (
	state: ObjectState,
	env: WorkerEnv,
) => { fetch(request: Request): Promise<Response> };

/** A durable object that receives its fixture by PUT instead of from the deployment's variables. */
function withFixtureByPut(Base: ObjectClass): ObjectClass {
	return class {
		readonly #state: ObjectState;
		readonly #env: WorkerEnv;
		#inner: InstanceType<ObjectClass>;

		constructor({ id, storage }: ObjectState, env: WorkerEnv) {
			this.#state = { id: { name: id.name?.split(" ")[1] }, storage };
			this.#env = env;
			this.#inner = new Base(this.#state, env);
		}

		async fetch(request: Request): Promise<Response> {
			if (request.method === "PATCH")
				return Response.json(
					durableObjectSql(this.#state.storage).exec(await request.text()),
				);
			if (request.method !== "PUT") return this.#inner.fetch(request);
			const env = { ...this.#env, SIGNOFF_FIXTURE: await request.text() };
			this.#inner = new Base(this.#state, env);
			return new Response(null, { status: 204 });
		}
	};
}

export const TestCompany: ObjectClass = withFixtureByPut(CompanyLedger);
export const TestDirectory: ObjectClass = withFixtureByPut(Directory);
