import { exitCodes } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import type { LoginFailure } from "../../login/login-failure.ts";
import type { CommandResult } from "./command-result.ts";
import { outcomeLines } from "./outcome-lines.ts";

/** A command that needs a login, and there is none. */
export function noLoginResult(message: string): CommandResult {
	const outcome = outcomes.refused("unauthenticated", {
		code: "token_missing",
		message,
	});
	return {
		exitCode: exitCodes.unauthenticated,
		json: [outcome],
		text: (theme) => outcomeLines("unauthenticated", message, null, theme),
	};
}

/** A login that failed. */
export function loginFailureResult({
	outcome,
	message,
	next,
}: LoginFailure): CommandResult {
	return {
		exitCode: exitCodes[outcome.kind],
		json: [outcome],
		text: (theme) => outcomeLines(outcome.kind, message, next, theme),
	};
}
