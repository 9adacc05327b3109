import type { Reason, Scope, Submission } from "@signoff/core";
import {
	historySchema,
	instanceSchema,
	meSchema,
} from "@signoff/core/contract";
import { outcomes } from "@signoff/core/outcome";
import {
	noSuchCompany,
	noSuchInstance,
	noSuchProject,
} from "@signoff/core/server";
import { previewOutcome } from "@signoff/core/settlement";
import { toUpstreamFault } from "../../faults/storage-fault.ts";
import { readinessOf } from "../../sql/readiness.ts";
import type { ReadQuery } from "../request-types.ts";
import type { PreviewReply, ReadResult, Upstream } from "../upstream.ts";
import { toIsoTime } from "./clock.ts";
import { chooseAndInsert, createInstance } from "./create-instance.ts";
import type { Ledger } from "./ledger.ts";
import { listInstances } from "./list-instances.ts";
import {
	getCompany,
	hasProject,
	serializeCompanies,
	serializeMe,
	serializeProjects,
	serializeTools,
} from "./me-companies-projects.ts";
import { findInstance } from "./queries.ts";
import { serializeHistory } from "./serialize-history.ts";
import { serializeInstance } from "./serialize-instance.ts";
import { decideAndRecord, submit } from "./submit.ts";
import { findPersonByToken } from "./tokens.ts";

/**
 * The upstream `embedded`: the edge itself is the system of record. A fault of its storage rejects with an
 * `UpstreamFault`.
 */
export function embeddedUpstream(ledger: Ledger): Upstream {
	const { sql, clock } = ledger;
	const readiness = readinessOf(ledger.sql, ledger.commit);

	/** Runs work with the storage; `again` repeats it within a transaction, to see whether a fault has passed. */
	async function guarded<T>(
		run: () => T | Promise<T>,
		again: (() => unknown) | null = run,
	): Promise<T> {
		try {
			return await run();
		} catch (error) {
			const fault = toUpstreamFault(error, clock.now());
			if (fault === null) throw error;
			if (again !== null) readiness.failed(again);
			throw fault;
		}
	}

	return {
		identify: (token) =>
			guarded(() => {
				const id = findPersonByToken(sql, token);
				return id === null ? null : { id, token };
			}),
		submit: async ({ id }, submission) => ({
			kind: "outcome",
			outcome: await guarded(
				() => {
					const reason = missingResource(ledger, submission);
					return reason === null
						? submit(ledger, id, submission)
						: outcomes.refused("not_found", reason);
				},
				() => decideAndRecord(ledger, id, submission),
			),
		}),
		preview: ({ id }, submission) =>
			guarded(() => previewSubmission(ledger, id, submission)),
		// Every submission is decided at once: none is accepted for later.
		readSettlement: async () => ({ kind: "unknown" }),
		create: ({ id }, scope, request) =>
			guarded(
				() => {
					const reason = missingResource(ledger, scope);
					return reason === null
						? createInstance(ledger, id, scope, request)
						: notFound(reason);
				},
				() => chooseAndInsert(ledger, id, scope, request),
			),
		read: ({ id }, query) => guarded(() => readData(ledger, id, query)),
		ready: () => guarded(readiness.check, null),
	};
}

/** Predicts by core's rule from what a client would read. */
function previewSubmission(
	ledger: Ledger,
	personId: string,
	submission: Submission,
): PreviewReply {
	const { sql, templates, clock } = ledger;
	const missing = missingResource(ledger, submission);
	const record =
		missing === null ? findInstance(sql, submission, submission.id) : null;
	if (record === null)
		return {
			kind: "refused",
			outcome: outcomes.refused("not_found", missing ?? noSuchInstance),
		};
	const instance = instanceSchema.parse(
		serializeInstance(sql, templates, record),
	);
	const history = historySchema.parse(
		serializeHistory(sql, templates, record, toIsoTime(clock.now())),
	);
	const me = meSchema.parse(serializeMe(sql, personId));
	const preview = previewOutcome(submission, me, instance, history);
	return { kind: "ok", preview, instance };
}

function readData(
	ledger: Ledger,
	personId: string,
	query: ReadQuery,
): ReadResult {
	const { sql, templates, clock } = ledger;
	const reason = "company_id" in query ? missingResource(ledger, query) : null;
	if (reason !== null) return notFound(reason);
	switch (query.kind) {
		case "getMe":
			return ok(serializeMe(sql, personId));
		case "listCompanies":
			return ok(serializeCompanies(sql));
		case "listProjects": {
			const company = getCompany(sql);
			return ok(company === null ? [] : serializeProjects(sql, company));
		}
		case "listTools":
			return ok(
				serializeTools(
					templates,
					query.project_id === undefined ? "Company" : "Project",
				),
			);
		case "listInstances":
			return listInstances(ledger, query, query.query, toIsoTime(clock.now()));
		case "getInstance":
		case "getHistory": {
			const instance = findInstance(sql, query, query.id);
			if (instance === null) return notFound(noSuchInstance);
			return ok(
				query.kind === "getInstance"
					? serializeInstance(sql, templates, instance)
					: serializeHistory(sql, templates, instance, toIsoTime(clock.now())),
			);
		}
	}
}

/** Why the company or project does not exist; `null` if it exists. */
function missingResource(
	{ sql }: Ledger,
	{ company_id, project_id }: Scope,
): Reason {
	if (getCompany(sql)?.id !== company_id) return noSuchCompany;
	return project_id === undefined || hasProject(sql, project_id)
		? null
		: noSuchProject;
}

function ok(data: unknown): ReadResult {
	return { kind: "ok", data };
}

function notFound(reason: Reason): ReadResult {
	return { kind: "refused", outcome: outcomes.refused("not_found", reason) };
}
