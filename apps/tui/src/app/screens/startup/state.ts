import type { Outcome } from "@signoff/core";
import type { Company } from "@signoff/core/contract";
import type { Target } from "../../model/target.ts";
import type { MoveAction } from "../../ui/list-keys.ts";

/** The app before the inbox or the first step: loading, failed, or a choice of company. */
export type StartupState =
	/** `startedAt`: Unix milliseconds. */
	| {
			kind: "loading";
			resource: "companies" | "instance";
			startedAt: number;
	  }
	| {
			kind: "failed";
			resource: "companies" | "instance";
			outcome: Outcome;
			message: string;
	  }
	/** The instance was read, and no step of it is current. */
	| { kind: "no_current_step"; instance: string }
	| { kind: "choosing_company"; companies: Company[]; cursor: number };

export type StartupScreenAction =
	| MoveAction
	| { kind: "companies_loaded"; companies: Company[] }
	| { kind: "startup_failed"; outcome: Outcome; message: string }
	| { kind: "instance_has_no_step"; instance: string };

/** Before the first message: the companies or the one instance are loaded. */
export function newStartup({
	scope,
}: Target): Extract<StartupState, { kind: "loading" }> {
	return {
		kind: "loading",
		resource: scope === null ? "companies" : "instance",
		startedAt: 0,
	};
}

/** Always shows the list of companies; the app's reducer skips it if there is only one. */
export function reduceStartup(
	state: StartupState,
	action: StartupScreenAction,
): StartupState {
	switch (action.kind) {
		case "moved": {
			if (state.kind !== "choosing_company") return state;
			const last = state.companies.length - 1;
			const cursor = Math.max(0, Math.min(last, state.cursor + action.by));
			return { ...state, cursor };
		}
		case "companies_loaded":
			return {
				kind: "choosing_company",
				companies: action.companies,
				cursor: 0,
			};
		case "startup_failed":
			return {
				kind: "failed",
				resource:
					state.kind === "loading" || state.kind === "failed"
						? state.resource
						: "companies",
				outcome: action.outcome,
				message: action.message,
			};
		case "instance_has_no_step":
			return { kind: "no_current_step", instance: action.instance };
	}
}
