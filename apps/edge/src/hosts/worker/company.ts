import { createApp } from "../../app.ts";
import { systemClock } from "../../embedded/clock.ts";
import { isEmpty, openLedger } from "../../embedded/ledger.ts";
import { holdsTokens } from "../../embedded/tokens.ts";
import { embedded } from "../../embedded/upstream.ts";
import { loadFixture } from "../../fixture/load.ts";
import type { Fixture } from "../../schemas/fixture.ts";
import type { Sql } from "../../sql.ts";
import { isLoopback } from "../loopback.ts";
import { logLine } from "./log-line.ts";
import { nobody } from "./nobody.ts";
import { notSetUp } from "./refuse.ts";
import type { ObjectState, WorkerEnv } from "./runtime.ts";
import { settingsOf } from "./settings.ts";
import { sqlOnStorage } from "./storage.ts";

/** Answers requests, whatever they ask. */
type Answering = (request: Request) => Response | Promise<Response>;

/** The durable object of one company: the whole app, on the company's own ledger. Its name is the company's id. */
export class CompanyLedger {
	readonly #answer: Answering;

	constructor({ id, storage }: ObjectState, env: WorkerEnv) {
		const settings = settingsOf(env);
		const fixture = settings.kind === "usable" ? settings.fixture : null;
		this.#answer = answering(
			sqlOnStorage(storage),
			fixture?.company.id === id.name ? fixture : null,
		);
	}

	/** Answers any request to the edge, as far as this company is concerned. */
	async fetch(request: Request): Promise<Response> {
		return this.#answer(request);
	}
}

/** @param fixture this company's, to fill an empty ledger with */
function answering(sql: Sql, fixture: Fixture | null): Answering {
	const isKept =
		sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'company'").length > 0;
	// An id that somebody made up must not leave an empty ledger behind.
	if (!isKept && fixture === null) return (request) => nobody.fetch(request);
	const ledger = openLedger(sql, systemClock);
	if (fixture !== null && isEmpty(ledger)) {
		const loaded = loadFixture(ledger, fixture);
		if (loaded.kind === "invalid") {
			const reasons = loaded.issues.map(({ message }) => message).join(" ");
			return () => notSetUp(`The variable FIXTURE is not valid: ${reasons}`);
		}
	}
	const app = createApp({ upstream: embedded(ledger), log: logLine });
	const localOnly = holdsTokens(sql);
	return (request) =>
		localOnly && !isLoopback(new URL(request.url).hostname)
			? notSetUp("A fixture's tokens are for loopback only.")
			: app.fetch(request);
}
