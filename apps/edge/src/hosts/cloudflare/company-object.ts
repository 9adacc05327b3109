import { isLoopback } from "@signoff/core/validation";
import type { Fixture } from "../../fixture/fixture.ts";
import { loadFixture } from "../../fixture/load.ts";
import { createApp } from "../../http/app.ts";
import { systemClock } from "../../upstreams/embedded/clock.ts";
import { embeddedUpstream } from "../../upstreams/embedded/index.ts";
import { isEmpty, openLedger } from "../../upstreams/embedded/ledger.ts";
import type { Sql } from "../../upstreams/embedded/sql.ts";
import { hasTokens } from "../../upstreams/embedded/tokens.ts";
import type { ObjectState, WorkerEnv } from "./bindings.ts";
import { consoleLog } from "./console-log.ts";
import { readConfig } from "./env.ts";
import { misconfigured } from "./misconfigured.ts";
import { durableObjectSql } from "./sqlite.ts";
import { unknownCompanyApp } from "./unknown-company.ts";

/** Answers requests, whatever they ask. */
type RequestHandler = (request: Request) => Response | Promise<Response>;

/** The durable object of one company: the whole app, on the company's own ledger. Its name is the company's id. */
export class CompanyLedger {
	readonly #answer: RequestHandler;

	constructor({ id, storage }: ObjectState, env: WorkerEnv) {
		const settings = readConfig(env);
		const fixture = settings.kind === "valid" ? settings.fixture : null;
		this.#answer = createHandler(
			durableObjectSql(storage),
			fixture?.company.id === id.name ? fixture : null,
		);
	}

	/** Answers any request to the edge, as far as this company is concerned. */
	async fetch(request: Request): Promise<Response> {
		return this.#answer(request);
	}
}

/** @param fixture this company's, to fill an empty ledger with */
function createHandler(sql: Sql, fixture: Fixture | null): RequestHandler {
	const isKept =
		sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'company'").length > 0;
	// An id that somebody made up must not leave an empty ledger behind.
	if (!isKept && fixture === null)
		return (request) => unknownCompanyApp.fetch(request);
	const ledger = openLedger(sql, systemClock);
	if (fixture !== null && isEmpty(ledger)) {
		const loaded = loadFixture(ledger, fixture);
		if (loaded.kind === "invalid") {
			const reasons = loaded.issues.map(({ message }) => message).join(" ");
			return () =>
				misconfigured(`The variable FIXTURE is not valid: ${reasons}`);
		}
	}
	const app = createApp({
		upstream: embeddedUpstream(ledger),
		log: consoleLog,
	});
	const localOnly = hasTokens(sql);
	return (request) =>
		localOnly && !isLoopback(new URL(request.url).hostname)
			? misconfigured("A fixture's tokens are for loopback only.")
			: app.fetch(request);
}
