import type { Outcome } from "@signoff/core";
import { causeMessages, outcomes } from "@signoff/core/outcome";
import { malformedIssue } from "@signoff/core/validation";
import type { RefreshResult } from "@signoff/sdk";

/** Why there is no login: the outcome for a script, what failed and the next thing to do for a person. */
export type LoginFailure = {
	kind: "failed";
	outcome: Outcome;
	message: string;
	next: string;
};

/** The result of a step of the login. */
export type LoginStep<T> = { kind: "ok"; value: T } | LoginFailure;

/** A question that has no answer, because the input has ended. */
export function unanswered(question: string, next: string): LoginFailure {
	const message = `Nothing has changed: \`${question}\` has no answer.`;
	return {
		kind: "failed",
		outcome: outcomes.invalid([malformedIssue([], message)]),
		message,
		next,
	};
}

/** A person has stopped the login. */
export const stopped: LoginFailure = badAnswer(
	"The login was stopped; nothing has changed.",
	"`signoff login` starts it again.",
);

/** An answer that cannot be used. It is not repeated. */
export function badAnswer(message: string, next: string): LoginFailure {
	return {
		kind: "failed",
		outcome: outcomes.invalid([malformedIssue([], message)]),
		message,
		next,
	};
}

/** The login server gave no tokens. */
export function noTokens(
	result: Exclude<RefreshResult, "refreshed">,
	login_url: string,
	now: number,
): LoginFailure {
	const { host } = new URL(login_url);
	if (typeof result === "object" && result.kind === "throttled")
		return {
			kind: "failed",
			outcome: outcomes.deferred("rate_limited", now + result.retryAfterMs),
			message: `The login server ${host} asks to wait.`,
			next: `Run \`signoff login\` again in ${Math.ceil(result.retryAfterMs / 1_000)} s.`,
		};
	if (typeof result === "object" && result.kind === "refused")
		return {
			kind: "failed",
			outcome: outcomes.refused("unauthenticated", result.reason),
			message: refusals[result.reason.code] ?? result.reason.message,
			next: remedies[result.reason.code] ?? "Run `signoff login` again.",
		};
	const cause = typeof result === "object" ? result.cause : null;
	return {
		kind: "failed",
		outcome: outcomes.deferred("unreachable", now, cause),
		message: `The login server ${host} gave no token.${cause === null ? "" : ` ${causeMessages[cause]}`}`,
		next: "Check the network, HTTPS_PROXY and SIGNOFF_LOGIN_URL, then run `signoff login` again.",
	};
}

const refusals: Partial<Record<string, string>> = {
	log_in_again: "The login server does not accept the code.",
	check_client:
		"The login server does not accept the client id and the client secret.",
};

const remedies: Partial<Record<string, string>> = {
	log_in_again:
		"A code works once, and for 10 minutes: run `signoff login` again and paste the new one whole.",
	check_client:
		"Copy both from the app's page in the developer portal; an app of another environment needs `--environment`.",
	check_login:
		"Check `--environment`, and that the app has the redirect URI urn:ietf:wg:oauth:2.0:oob.",
};
