import {
	createFakeServer,
	type FakeServer,
} from "@signoff/conformance/fake-server";
import type { Me, Submission } from "@signoff/core";
import { bearer, createClient, createRateLimiter } from "@signoff/sdk";
import type { LogEntry } from "../observability/log.ts";
import type {
	Clients,
	Credential,
	SettlementPorts,
} from "../settlements/ports.ts";
import { createSealer } from "../settlements/seal.ts";
import {
	createRunner,
	type SettlementRunner,
} from "../settlements/settlement-runner.ts";
import { OutdatedSettlement } from "../settlements/store.ts";
import type { StoredSettlement } from "../settlements/stored-settlement.ts";
import type { SettlementRequest } from "../settlements/submission-request.ts";

/** What the upstream of the tests receives. */
export type Call = "submit" | "read_me" | "read_instance" | "read_history";

/** How the upstream treats a call: `hold` waits for `release`; `drop` records it, and the answer is lost. */
export type Treatment = "answer" | "hold" | "drop" | "refuse_token";

/** The id of the settlement that the tests use. */
export const settlementId = "settlement-1";

/** The people of the tests: both are assigned to the first step. */
export const people: Record<"ada" | "lena", Me> = {
	ada: { id: "101", login: "ada@harbor.example", name: "Ada Byron" },
	lena: { id: "104", login: "lena@quay-okafor.example", name: "Lena Okafor" },
};

/** An upstream in memory, a store, and timers that the test fires. */
export type SettlementWorld = {
	fake: FakeServer;
	/** Every call that arrived, with its token. */
	calls: { call: Call; token: string }[];
	treatments: Map<Call, Treatment>;
	/** Everything that was stored, in order. */
	saves: StoredSettlement[];
	stored: Map<string, StoredSettlement>;
	log: LogEntry[];
	clock: { now: number };
	timers: { ms: number; callback: () => void }[];
	/** The client that runners use. */
	client: Clients;
	/** Another process with the same store. */
	runner(changes?: Partial<SettlementPorts>): SettlementRunner;
	/** Resolves when a call that is held has arrived. */
	arrival(): Promise<void>;
	/** Lets the calls go on that are held, and answers later ones. */
	release(): void;
	/** Fires the timer of every caller who waits. */
	endWaits(): void;
	/** Is called before each save; what it throws is thrown by the store. */
	onSave(listener: (next: StoredSettlement) => void): void;
	/** How many submits have arrived. */
	posts(): number;
	/** A request of a person for the step that is current at the beginning. */
	request(changes?: RequestChanges): SettlementRequest;
};

/** Creates a {@link SettlementWorld}. */
export async function settlementWorld(): Promise<SettlementWorld> {
	const fake = createFakeServer();
	const calls: { call: Call; token: string }[] = [];
	const treatments = new Map<Call, Treatment>();
	let held = Promise.withResolvers<void>();
	let arrived = Promise.withResolvers<void>();

	async function fetch(
		input: string | URL | Request,
		init?: RequestInit,
	): Promise<Response> {
		const request = new Request(input, init);
		const call = callOf(request);
		const token = request.headers.get("Authorization")?.slice(7) ?? "";
		calls.push({ call, token });
		const treatment = treatments.get(call) ?? "answer";
		if (treatment === "refuse_token")
			return Response.json({ error: { code: "X" } }, { status: 401 });
		if (treatment === "hold") {
			arrived.resolve();
			await Promise.race([held.promise, aborted(request.signal)]);
		}
		const response = await fake.fetch(request);
		if (treatment === "drop") throw new TypeError("The connection was lost.");
		return response;
	}

	const saves: StoredSettlement[] = [];
	const stored = new Map<string, StoredSettlement>();
	const timers: { ms: number; callback: () => void }[] = [];
	const log: LogEntry[] = [];
	let beforeSave: (next: StoredSettlement) => void = () => {};
	const clock = { now: Date.now() };
	const keys = { current: new Uint8Array(32).fill(7), old: null };
	const ports: SettlementPorts = {
		store: {
			load: async (id) => stored.get(id) ?? null,
			async save(next) {
				beforeSave(next);
				if ((stored.get(next.id)?.version ?? 0) !== next.version - 1)
					throw new OutdatedSettlement();
				stored.set(next.id, structuredClone(next));
				saves.push(structuredClone(next));
			},
		},
		sealer: await createSealer(keys),
		clients: (credential) => {
			if (credential.kind === "service") throw new Error("No service account.");
			return createClient({
				baseUrl: fake.url,
				fetch,
				auth: bearer(credential.token),
				rateLimiter: createRateLimiter(),
				identityCache: { get: async () => credential.me, set: async () => {} },
			});
		},
		log: (entry) => log.push(entry),
		now: () => clock.now,
		after(ms, callback) {
			const timer = { ms, callback };
			timers.push(timer);
			return () => {
				timers.splice(timers.indexOf(timer), 1);
			};
		},
	};

	return {
		...{ fake, calls, treatments, saves, stored, log, clock, timers },
		client: ports.clients,
		runner: (changes = {}) =>
			createRunner(settlementId, { ...ports, ...changes }),
		arrival: () => arrived.promise,
		release() {
			treatments.clear();
			held.resolve();
			held = Promise.withResolvers();
			arrived = Promise.withResolvers();
		},
		endWaits() {
			for (const { callback } of timers.splice(0)) callback();
		},
		onSave(listener) {
			beforeSave = listener;
		},
		posts: () => calls.filter(({ call }) => call === "submit").length,
		request(changes = {}) {
			const { person = "ada", token, option = "2000", ...rest } = changes;
			const { comment, files, ...request } = rest;
			return {
				id: settlementId,
				principal: `person ${people[person].id}`,
				credential: credentialOf(token ?? `${person}-token`, people[person]),
				submission: submissionOf(firstStep, option, comment, files),
				instance: null,
				waitMs: 20_000,
				isAsync: false,
				...request,
			};
		},
	};
}

/** What differs from a request of Ada for the option 2000. */
export type RequestChanges = Partial<SettlementRequest> & {
	person?: keyof typeof people;
	token?: string;
	option?: string;
	comment?: string;
	files?: string[];
};

const firstStep =
	createFakeServer().record("9001").current_step?.id ?? "no step";

function credentialOf(token: string, me: Me): Credential {
	return { kind: "caller", token, token_hash: `hash of ${token}`, me };
}

function submissionOf(
	step: string,
	option: string,
	comment: string | undefined,
	files: string[] | undefined,
): Submission {
	return {
		company_id: "4201",
		project_id: "77",
		id: "9001",
		response: {
			current_step_occurrence_id: step,
			selected_response_option_id: option,
			...(comment === undefined ? {} : { comment }),
			...(files === undefined ? {} : { attachments: { upload_ids: files } }),
		},
	};
}

function callOf({ method, url }: Request): Call {
	if (method === "POST") return "submit";
	if (url.endsWith("/me")) return "read_me";
	return url.endsWith("/history") ? "read_history" : "read_instance";
}

function aborted(signal: AbortSignal): Promise<never> {
	return new Promise((_, reject) => {
		signal.addEventListener("abort", () => reject(signal.reason));
	});
}
