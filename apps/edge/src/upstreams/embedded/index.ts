import type { Reason, Scope } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import type { Found, Read, Upstream } from "../upstream.ts";
import {
	companyOf,
	companyViews,
	hasProject,
	meView,
	projectViews,
	toolViews,
} from "./account.ts";
import { iso } from "./clock.ts";
import { createInstance } from "./create-instance.ts";
import type { Ledger } from "./ledger.ts";
import { listInstances } from "./list-instances.ts";
import {
	noSuchCompany,
	noSuchInstance,
	noSuchProject,
} from "./not-found-reasons.ts";
import { findInstance } from "./queries.ts";
import { historyView } from "./serialize-history.ts";
import { instanceView } from "./serialize-instance.ts";
import { submit } from "./submit.ts";
import { personOfToken } from "./tokens.ts";

/** The upstream `embedded`: the edge itself is the system of record. */
export function embedded(ledger: Ledger): Upstream {
	const { sql } = ledger;
	return {
		identify: async (token) => {
			const id = personOfToken(sql, token);
			return id === null ? null : { id, token };
		},
		submit: async ({ id }, submission) => {
			const reason = nowhere(ledger, submission);
			return reason === null
				? submit(ledger, id, submission)
				: outcomes.refused("not_found", reason);
		},
		create: async ({ id }, scope, wanted) => {
			const reason = nowhere(ledger, scope);
			return reason === null
				? createInstance(ledger, id, scope, wanted)
				: notFound(reason);
		},
		read: async ({ id }, read) => answer(ledger, id, read),
		ready: async () => {
			sql.transaction(() => sql.exec("SELECT value FROM counters LIMIT 1"));
		},
	};
}

function answer(ledger: Ledger, person: string, read: Read): Found {
	const { sql, templates, clock } = ledger;
	const scope =
		"scope" in read ? read.scope : "company_id" in read ? read : null;
	const reason = scope === null ? null : nowhere(ledger, scope);
	if (reason !== null) return notFound(reason);
	switch (read.kind) {
		case "me":
			return found(meView(sql, person));
		case "companies":
			return found(companyViews(sql));
		case "projects": {
			const company = companyOf(sql);
			return found(company === null ? [] : projectViews(sql, company));
		}
		case "tools":
			return found(
				toolViews(
					templates,
					read.scope.project_id === undefined ? "Company" : "Project",
				),
			);
		case "instances":
			return listInstances(sql, read.scope, read.query, iso(clock.now()));
		case "instance":
		case "history": {
			const instance = findInstance(sql, read.scope, read.id);
			if (instance === null) return notFound(noSuchInstance);
			const full = read.kind === "instance";
			return found(
				full
					? instanceView(sql, templates, instance)
					: historyView(sql, templates, instance, iso(clock.now())),
			);
		}
	}
}

/** Why there is no such place, or `null` where there is. */
function nowhere({ sql }: Ledger, { company_id, project_id }: Scope): Reason {
	if (companyOf(sql)?.id !== company_id) return noSuchCompany;
	return project_id === undefined || hasProject(sql, project_id)
		? null
		: noSuchProject;
}

function found(data: unknown): Found {
	return { kind: "found", data };
}

function notFound(reason: Reason): Found {
	return { kind: "refused", outcome: outcomes.refused("not_found", reason) };
}
