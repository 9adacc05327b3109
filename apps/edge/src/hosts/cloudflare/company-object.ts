import { isLoopback } from "@signoff/core/validation";
import { loadFixture } from "../../fixture/load.ts";
import type { Fixture } from "../../fixture/schema.ts";
import { createApp } from "../../http/app.ts";
import { systemClock } from "../../upstreams/embedded/clock.ts";
import { embedded } from "../../upstreams/embedded/index.ts";
import { isEmpty, openLedger } from "../../upstreams/embedded/ledger.ts";
import type { Sql } from "../../upstreams/embedded/sql.ts";
import { holdsTokens } from "../../upstreams/embedded/tokens.ts";
import type { ObjectState, WorkerEnv } from "./bindings.ts";
import { logLine } from "./console-log.ts";
import { settingsOf } from "./env.ts";
import { notSetUp } from "./misconfigured.ts";
import { sqlOnStorage } from "./sqlite.ts";
import { nobody } from "./unknown-company.ts";

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
