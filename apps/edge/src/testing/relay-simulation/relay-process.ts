import { between, chance, pick } from "@signoff/conformance/simulation";
import type { Submission } from "@signoff/core";
import { bearer, createIdentityCache } from "@signoff/sdk";
import { localSettlements } from "../../hosts/node/local-settlements.ts";
import type { Sealer } from "../../settlements/seal.ts";
import {
	type SqlSettlements,
	sqlSettlements,
} from "../../settlements/sql-store.ts";
import { OutdatedSettlement } from "../../settlements/store.ts";
import type { StoredSettlement } from "../../settlements/stored-settlement.ts";
import type { SettlementRequest } from "../../settlements/submission-request.ts";
import type { Sql } from "../../sql/sql-database.ts";
import { createAccounts } from "../../upstreams/procore/account-clients.ts";
import { createIdentities } from "../../upstreams/procore/identities.ts";
import { procoreUpstream } from "../../upstreams/procore/index.ts";
import type { Upstream } from "../../upstreams/upstream.ts";
import { recordSave } from "./record-save.ts";
import { createRounds, inRounds } from "./rounds.ts";
import { simulatedKeys } from "./simulated-keys.ts";
import { serviceToken, simulatedFetch } from "./simulated-procore.ts";
import { forever, sleep } from "./virtual-time.ts";
import { crashesHere, hasFaults, note, type World } from "./world.ts";

/** A process that relays, on a data file that others may have used before, or still use. */
export type RelayProcess = {
	number: number;
	upstream: Upstream;
	/** Resolves when the process stops. */
	stopped: Promise<void>;
	isAlive(): boolean;
	/** Stops at once, as `kill -9` does. */
	kill(): void;
	/** Takes nothing up any longer, but goes on with what is under way: another process has its place. */
	replace(): void;
};

/**
 * What a process stored last for a settlement, whether a save of it was refused since, and whether the submit that it holds
 * was sent.
 */
type Latest = {
	saved: StoredSettlement | null;
	isOutdated: boolean;
	isSent: boolean;
};

/**
 * Starts a process: the upstream `procore` with the settlements of one process, as on Node.
 *
 * @param onCrash the process stops here, or is replaced
 */
export function startRelay(
	world: World,
	sql: Sql,
	number: number,
	onCrash: () => void,
): RelayProcess {
	const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
	const latest = new Map<string, Latest>();
	const rounds = createRounds();
	let state: "running" | "replaced" | "dead" = "running";
	const isAlive = () => state !== "dead";

	const latestOf = (id: string): Latest => {
		const found = latest.get(id) ?? {
			saved: null,
			isOutdated: false,
			isSent: false,
		};
		latest.set(id, found);
		return found;
	};

	/** Each submit is preceded by a save of its command; after a refused save there is none. */
	function onPost(personId: string, submission: Submission): string {
		const origin = `p${number}-${world.posts.length}`;
		const id = rounds.getStore()?.id ?? "";
		const entry = latest.get(id);
		const isStored =
			entry !== undefined &&
			!entry.isSent &&
			entry.saved !== null &&
			isCommandOf(entry.saved, personId, submission);
		if (!isStored) world.violations.push(`stored_first: ${origin} was sent`);
		else if (entry.isOutdated)
			world.violations.push(`outdated: ${origin} was sent`);
		if (entry !== undefined) entry.isSent = true;
		world.posts.push({
			...{ origin, process: number, person_id: personId, submission },
			id,
			chain: world.chains.get(id) ?? 0,
			at: Date.now(),
			aborted_at: null,
		});
		return origin;
	}

	const inner = sqlSettlements(sql, async (work) => sql.transaction(work));
	const wakesInterrupted = chance(world.choices, 50);
	const table: SqlSettlements = {
		async load(id) {
			if (!isAlive()) return forever();
			const found = await inner.load(id);
			latestOf(id).isOutdated = false;
			return found;
		},
		async save(settlement) {
			const fate = crashesHere(world)
				? pick(world.choices, ["before", "after"])
				: null;
			if (fate === "before") onCrash();
			if (!isAlive()) return forever();
			await sleep(between(world.choices, 0, 3));
			if (!isAlive()) return forever();
			if (fails(world)) {
				note(world, `p${number} save ${settlement.version} fails`);
				throw new Error("The disk is full.");
			}
			await store(settlement);
			if (fate === "after") onCrash();
			await sleep(between(world.choices, 0, 3));
			if (!isAlive()) return forever();
		},
		due(now, limit, except) {
			if (state !== "running") return [];
			// Alarms can run more often than they were set.
			const spurious = chance(world.choices, 10)
				? [...world.stored.keys()]
				: [];
			return [...new Set([...inner.due(now, limit, except), ...spurious])];
		},
		nextWakeAt: (except) =>
			state === "running" ? inner.nextWakeAt(except) : null,
		accountOf: inner.accountOf,
		countOpen: inner.countOpen,
		wakeInterrupted(now) {
			if (wakesInterrupted) inner.wakeInterrupted(now);
		},
		postpone: inner.postpone,
		deleteSettledBefore: (time, limit) =>
			state === "running" ? inner.deleteSettledBefore(time, limit) : 0,
	};

	async function store(settlement: StoredSettlement): Promise<void> {
		const round = rounds.getStore();
		if (round !== undefined) round.id = settlement.id;
		const entry = latestOf(settlement.id);
		try {
			await inner.save(settlement);
		} catch (error) {
			note(world, `p${number} save ${settlement.version} refused`);
			if (error instanceof OutdatedSettlement) entry.isOutdated = true;
			throw error;
		}
		entry.saved = settlement;
		entry.isSent = false;
		recordSave(world, number, settlement);
	}

	const isService = world.scenario.identity === "service";
	const identityCache = createIdentityCache();
	const settings = {
		procoreUrl: upstreamUrl,
		service: isService ? { auth: bearer(serviceToken), identityCache } : null,
		hooks: {},
		fetch: simulatedFetch(world, { number, isAlive, crash: onCrash, onPost }),
	};
	const accounts = inRounds(createAccounts(settings, 100), rounds);
	const settlements = localSettlements({
		...{ table, sealer, now, accounts },
		log: (entry) =>
			note(world, `p${number} logs ${entry.error} ${JSON.stringify(entry.at)}`),
		onEnd() {},
		keepSettledMs: 7 * 86_400_000,
	});
	const upstream = procoreUpstream({
		...{ procoreUrl: upstreamUrl, accounts, now },
		companies: new Set([world.scenario.plan.company_id]),
		identity: isService
			? { kind: "service", keys: simulatedKeys(world) }
			: { kind: "caller" },
		identities: createIdentities(now),
		settlements: {
			...settlements,
			submit(request) {
				rememberId(request);
				return settlements.submit(request);
			},
		},
		ready: async () => {},
	});

	function rememberId({ id, principal, submission }: SettlementRequest): void {
		const step = submission.response.current_step_occurrence_id;
		world.ids.set(`${principal} ${step}`, id);
		world.reached.set(submission, id);
	}

	return {
		number,
		upstream,
		stopped,
		isAlive,
		kill() {
			state = "dead";
			stop();
		},
		replace() {
			if (state === "running") state = "replaced";
		},
	};
}

/** Whether a saved command is this submit. */
function isCommandOf(
	{ state, principal }: StoredSettlement,
	personId: string,
	{ response }: Submission,
): boolean {
	return (
		state.command.kind === "submit" &&
		(principal === `person ${personId}` || principal.startsWith("key ")) &&
		state.submission.response.selected_response_option_id ===
			response.selected_response_option_id
	);
}

const upstreamUrl = "https://procore.example";

const now = (): number => Date.now();

/** Keeps credentials as they are: the run shows where they are stored. */
const sealer: Sealer = {
	seal: async (credential, id) => ({
		...{ key_id: "key", iv: id },
		ciphertext: credential,
	}),
	open: async ({ ciphertext, iv }, id) => (iv === id ? ciphertext : null),
};

function fails(world: World): boolean {
	return (
		hasFaults(world) &&
		world.scenario.crash_percent > 0 &&
		chance(world.choices, 2)
	);
}
