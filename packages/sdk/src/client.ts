import type {
	Company,
	Me,
	Project,
	Scope,
	Submission,
	Tool,
} from "@signoff/core/contract";
import type { Outcome } from "@signoff/core/outcome";
import type { Auth } from "./auth/auth.ts";
import { createIdentityCache } from "./auth/identity-cache.ts";
import { bulkOptions, type RespondAllOptions } from "./bulk/options.ts";
import type { RespondAllResult } from "./bulk/respond-all.ts";
import type { ClientContext } from "./context/client-context.ts";
import { defaultBaseUrl, readBaseUrl } from "./http/base-url.ts";
import type { Fetch } from "./http/transport.ts";
import type { Logger } from "./observability/logger.ts";
import { createObserver, type Hooks } from "./observability/observer.ts";
import {
	checkOptions,
	type ReadOptions,
	type RespondOptions,
} from "./options/check-options.ts";
import { createRateLimiter } from "./rate-limit/rate-limiter.ts";
import type { Instances } from "./resources/instances.ts";
import { scopeFrom } from "./resources/scope.ts";
import type { PreviewResult } from "./settlement/preview.ts";
import { respond } from "./settlement/respond.ts";
import type { Upload } from "./uploads/create-upload.ts";
import type { UploadOptions } from "./uploads/options.ts";
import type { Uploadable } from "./uploads/upload-file.ts";
import { later } from "./util/lazy-async-iterable.ts";

/** What a client is made of. */
export type ClientOptions = {
	/** Where tokens come from: `bearer(token)`. */
	auth: Auth;
	/**
	 * Where the API is; its origin is the only one that a token is sent to. http is for loopback only.
	 * @default "https://api.procore.com"
	 */
	baseUrl?: string | URL | undefined;
	/** Any function that does what fetch does. @default globalThis.fetch */
	fetch?: Fetch | undefined;
	/** Functions that are told what the client does. */
	hooks?: Hooks | undefined;
	/** Where the client writes what it does: `console` will do. @default nowhere */
	logger?: Logger | undefined;
};

/** Speaks to Procore for one person. Reads return data, or reject with a `SignoffError`. */
export type Client = {
	/**
	 * Puts a response on record, and finds out for certain what is. Sending the same submission again is safe.
	 * Rejects only for a programmer's mistake (`TypeError`) or an abort (`AbortError`).
	 */
	respond(submission: Submission, options?: RespondOptions): Promise<Outcome>;
	/**
	 * Puts many responses on record, several at once, and gives out each outcome as it comes. Pulls its input lazily.
	 * With a journal, the same call after a crash asks again only for what is not settled.
	 */
	respondAll(
		submissions: AsyncIterable<Submission> | Iterable<Submission>,
		options?: RespondAllOptions,
	): AsyncGenerator<RespondAllResult, void, undefined>;
	/** Says what a submission would come to, by reads alone. Promises nothing: others may answer meanwhile. */
	preview(
		submission: Submission,
		options?: ReadOptions,
	): Promise<PreviewResult>;
	/** Reads who the token belongs to. */
	me(scope: Scope, options?: ReadOptions): Promise<Me>;
	tools: {
		/** The tools that have workflows; a tool's `provider` says whether its instances need a `project_id`. */
		list(scope: Scope, options?: ReadOptions): Promise<Tool[]>;
	};
	instances: Instances;
	uploads: {
		/**
		 * Uploads a file (contract §5); its `uuid` goes into a response's `attachments.upload_ids`. It is read as it is
		 * sent. Storage never gets the token.
		 */
		create(
			scope: Scope,
			file: Uploadable,
			options?: UploadOptions,
		): Promise<Upload>;
	};
	companies: { list(options?: ReadOptions): AsyncIterable<Company> };
	projects: {
		list(scope: Scope, options?: ReadOptions): AsyncIterable<Project>;
	};
};

/**
 * Makes a client. It holds no connection, and nothing needs closing.
 *
 * @throws {TypeError} where an option is unknown or not what it should be
 */
export function createClient(options: ClientOptions): Client {
	checkOptions(options, {
		auth: ["made by `bearer(token)`, or have `token` and `refresh`", isAuth],
		baseUrl: [
			"a URL",
			(value) => typeof value === "string" || value instanceof URL,
		],
		fetch: ["a function", (value) => typeof value === "function"],
		hooks: ["an object of functions", isObject],
		logger: ["an object with `debug`, `info`, `warn` and `error`", isLogger],
	});
	const { auth, baseUrl = defaultBaseUrl, fetch = globalFetch } = options;
	if (!isAuth(auth)) throw new TypeError("The option `auth` is missing.");
	const session: ClientContext = {
		base: readBaseUrl(baseUrl),
		auth,
		fetch,
		identity: createIdentityCache(),
		rateLimiter: createRateLimiter(),
		observer: createObserver(options.hooks ?? {}, options.logger),
	};
	return {
		respond: (...given) => respond(session, ...given),
		respondAll: (submissions, options = {}) => {
			const checked = bulkOptions(options);
			return later(async () =>
				(await around()).respondAll(session, submissions, checked),
			);
		},
		preview: async (...given) => (await around()).preview(session, ...given),
		me: async (...given) => (await around()).me(session, ...given),
		tools: {
			list: async (...given) => (await around()).listTools(session, ...given),
		},
		instances: {
			list: (scope, ...given) => {
				const where = scopeFrom("Listing the instances", scope);
				return later(async () =>
					(await around()).listInstances(session, where, ...given),
				);
			},
			get: async (...given) => (await around()).getInstance(session, ...given),
			history: async (...given) =>
				(await around()).getHistory(session, ...given),
			create: async (...given) =>
				(await around()).createInstance(session, ...given),
		},
		uploads: {
			create: async (...given) =>
				(await around()).createUpload(session, ...given),
		},
		companies: {
			list: (...given) =>
				later(async () => (await around()).listCompanies(session, ...given)),
		},
		projects: {
			list: (scope, ...given) => {
				const where = scopeFrom("Listing the projects", scope);
				return later(async () =>
					(await around()).listProjects(session, where, ...given),
				);
			},
		},
	};
}

// What `respond` never needs is loaded on first use: whoever only answers steps does not carry it.
const around = () => import("./around.ts");

// Looked up at each call, so that one put in place later counts.
const globalFetch: Fetch = (input, init) => globalThis.fetch(input, init);

function isAuth(value: unknown): boolean {
	return has(value, ["token", "refresh"]);
}

function isLogger(value: unknown): boolean {
	return has(value, ["debug", "info", "warn", "error"]);
}

function has(value: unknown, methods: string[]): boolean {
	return (
		isObject(value) &&
		methods.every((name) => typeof Reflect.get(value, name) === "function")
	);
}

function isObject(value: unknown): value is object {
	return typeof value === "object" && value !== null;
}
