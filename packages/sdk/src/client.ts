import type {
	Company,
	Me,
	Project,
	Scope,
	Submission,
	Tool,
} from "@signoff/core/contract";
import type { Outcome } from "@signoff/core/outcome";
import type { SettlementState } from "@signoff/core/settlement";
import type { Issue } from "@signoff/core/validation";
import ky from "ky";
import type { Auth } from "./auth/auth.ts";
import type { IdentityCache } from "./auth/identity-cache.ts";
import type { RespondAllOptions } from "./bulk/options.ts";
import type { RespondAllResult } from "./bulk/respond-all.ts";
import {
	type ClientContext,
	createClientContext,
} from "./context/client-context.ts";
import type {
	Draft,
	ResolveDraftOptions,
	ResolvedDraft,
} from "./drafts/draft.ts";
import { defaultBaseUrl, parseBaseUrl } from "./http/base-url.ts";
import type { Fetch } from "./http/transport.ts";
import type { Logger } from "./observability/logger.ts";
import type { Hooks } from "./observability/observer.ts";
import { checkOptions } from "./options/check-options.ts";
import { clientRules } from "./options/client-rules.ts";
import type { ReadOptions } from "./options/read-options.ts";
import type { RateLimiter } from "./rate-limit/rate-limiter.ts";
import type { ApiRequest, ApiResponse } from "./resources/api-request.ts";
import type { ListCompaniesOptions } from "./resources/companies.ts";
import type { InboxOptions } from "./resources/inbox-options.ts";
import type { Instances } from "./resources/instances.ts";
import type { WaitingStep } from "./resources/waiting-step.ts";
import type { PreviewResult } from "./settlement/preview.ts";
import { respond } from "./settlement/respond.ts";
import type { RespondOptions } from "./settlement/respond-options.ts";
import type { SettleResult } from "./settlement/settle.ts";
import type { SettleOptions } from "./settlement/settle-options.ts";
import type { Upload } from "./uploads/create-upload.ts";
import type { UploadOptions } from "./uploads/options.ts";
import type { Uploadable } from "./uploads/upload-file.ts";
import { lazyAsyncIterable } from "./util/lazy-async-iterable.ts";

/** The options of {@link createClient}. */
export type ClientOptions = {
	/** Where tokens come from: `bearer(token)`. */
	auth: Auth;
	/**
	 * The address of the API; tokens are sent to its origin only. http is for loopback only.
	 * @default "https://api.procore.com"
	 */
	baseUrl?: string | URL | undefined;
	/**
	 * A ky instance, or any function with fetch's signature. Retries and timeouts of a ky instance stay off; its hooks
	 * must not retry. `globalThis.fetch` is the fastest. @default ky
	 */
	fetch?: Fetch | undefined;
	/** Made by {@link createRateLimiter}; clients whose requests count against the same limits share one. @default a new one */
	rateLimiter?: RateLimiter | undefined;
	/** Made by {@link createIdentityCache}; clients of many people may share one. @default the person of the token used last */
	identityCache?: IdentityCache | undefined;
	/** Callbacks for what the client does. */
	hooks?: Hooks | undefined;
	/** What the client logs to; `console` is one. @default none */
	logger?: Logger | undefined;
};

/** Calls the API for one person. Reads resolve with data, or reject with a `SignoffError`. */
export type Client = {
	/**
	 * Puts a response on record, and determines what is on record. Sending the same submission again is safe.
	 * Rejects only for a programmer's mistake (`TypeError`) or an abort (`AbortError`).
	 */
	respond(submission: Submission, options?: RespondOptions): Promise<Outcome>;
	/**
	 * Puts many responses on record, several at once, and yields each outcome as soon as it is known. Pulls its input
	 * lazily. With a journal, the same call after a crash resumes: it sends requests only for what is not settled.
	 */
	respondAll(
		submissions: AsyncIterable<Submission> | Iterable<Submission>,
		options?: RespondAllOptions,
	): AsyncGenerator<RespondAllResult, void, undefined>;
	/**
	 * Puts a response on record in steps that are stored: each state is saved before the next request. Another process
	 * can continue from the state that was saved last. Instead of waiting long, it can resolve with `waiting`.
	 */
	settle(
		from: Submission | SettlementState,
		options?: SettleOptions,
	): Promise<SettleResult>;
	/** Predicts the outcome of a submission by reads alone. It is no guarantee: others may respond meanwhile. */
	preview(
		submission: Submission,
		options?: ReadOptions,
	): Promise<PreviewResult>;
	/**
	 * Turns what a person says into a submission, by reads alone: looks up the current step, and the option by its id or
	 * its name. Pass the result's `submission` and `instance` on to `respond`. If there is no submission, the result has the
	 * outcome that says why. Rejects only for a programmer's mistake (`TypeError`) or an abort (`AbortError`).
	 */
	resolveDraft(
		draft: Draft,
		options?: ResolveDraftOptions,
	): Promise<ResolvedDraft>;
	/**
	 * Yields the steps that wait for the owner of the token, as they are found, in no order (see `byUrgency`). Reads each
	 * company with all its projects, or one project. What cannot be read is reported to `onProgress`, and does not end the
	 * run. A later run with `known` continues one that was stopped.
	 */
	inbox(
		scopes: Scope | Iterable<Scope>,
		options?: InboxOptions,
	): AsyncGenerator<WaitingStep, void, undefined>;
	/** Reads the owner of the token. */
	me(scope: Scope, options?: ReadOptions): Promise<Me>;
	tools: {
		/** Lists the tools that have workflows; a tool's `provider` says whether its instances need a `project_id`. */
		list(scope: Scope, options?: ReadOptions): Promise<Tool[]>;
	};
	instances: Instances;
	uploads: {
		/**
		 * Uploads a file (contract §5); its `uuid` goes into a response's `attachments.upload_ids`. The file is streamed.
		 * Storage never receives the token.
		 */
		create(
			scope: Scope,
			file: Uploadable,
			options?: UploadOptions,
		): Promise<Upload>;
	};
	companies: {
		/** Lists the companies of the owner of the token. A service account passes `companyId`. */
		list(options?: ListCompaniesOptions): AsyncIterable<Company>;
	};
	projects: {
		/** Lists the projects of the company that the token's owner may see, row by row. */
		list(scope: Scope, options?: ReadOptions): AsyncIterable<Project>;
	};
	/**
	 * Requests a path for which there is no method here, with the client's token, rate limit and retries. It is not for
	 * responses: `respond` knows what an answer means for them.
	 */
	request(request: ApiRequest, options?: ReadOptions): Promise<ApiResponse>;
};

/**
 * Creates a client. It holds no connection, and nothing needs closing.
 *
 * @throws {TypeError} if an option is unknown or invalid
 */
export function createClient(options: ClientOptions): Client {
	checkOptions(options, clientRules);
	const { auth, baseUrl = defaultBaseUrl, fetch = ky } = options;
	if (auth === undefined) throw new TypeError("The option `auth` is missing.");
	const context = createClientContext(
		{ base: parseBaseUrl(baseUrl), auth, fetch },
		options,
	);
	/** A method of a feature. */
	const method =
		<A extends unknown[], R>(
			select: (
				loaded: Features,
			) => (context: ClientContext, ...args: A) => Promise<R>,
		) =>
		async (...args: A): Promise<R> =>
			select(await features())(context, ...args);
	/** A method of a feature that yields rows. */
	const rows =
		<A extends unknown[], T>(
			select: (
				loaded: Features,
			) => (
				context: ClientContext,
				...args: A
			) => AsyncGenerator<T, void, undefined>,
		) =>
		(...args: A): AsyncGenerator<T, void, undefined> =>
			lazyAsyncIterable(async () => select(await features())(context, ...args));
	return {
		respond: (...args) => respond(context, findIssues, ...args),
		respondAll: rows((loaded) => loaded.respondAll),
		settle: method((loaded) => loaded.settle),
		preview: method((loaded) => loaded.preview),
		resolveDraft: method((loaded) => loaded.resolveDraft),
		inbox: rows((loaded) => loaded.inbox),
		me: method((loaded) => loaded.me),
		tools: { list: method((loaded) => loaded.listTools) },
		instances: {
			list: rows((loaded) => loaded.listInstances),
			get: method((loaded) => loaded.getInstance),
			history: method((loaded) => loaded.getHistory),
			create: method((loaded) => loaded.createInstance),
		},
		uploads: { create: method((loaded) => loaded.createUpload) },
		companies: {
			list: rows((loaded) => loaded.listCompanies),
		},
		projects: {
			list: rows((loaded) => loaded.listProjects),
		},
		request: method((loaded) => loaded.apiRequest),
	};
}

type Features = typeof import("./lazy-features.ts");

/** Nothing was sent, so that the texts may be loaded now. */
async function findIssues(input: unknown): Promise<Issue[]> {
	try {
		const parsed = (await features()).validateSubmission(input);
		return parsed.kind === "invalid" ? parsed.issues : [];
	} catch {
		return [notValid];
	}
}

const notValid: Issue = {
	code: "malformed",
	path: [],
	message: "The submission is not valid.",
};

// Loaded on first use, as one chunk: a bundle that only responds does not load them.
const features = (): Promise<Features> => import("./lazy-features.ts");
