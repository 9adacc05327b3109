import type { Outcome } from "@signoff/core";
import type { LoginFailure } from "./login-failure.ts";

/** A read of the API that failed after the login server had given a token. */
export function readFailure({
	outcome,
	message,
}: {
	outcome: Outcome;
	message: string;
}): LoginFailure {
	return { kind: "failed", outcome, message, next: nextStep(outcome) };
}

function nextStep({ kind }: Outcome): string {
	switch (kind) {
		case "unauthenticated":
			return "The API does not accept this token: check `--environment` or `--base-url`.";
		case "forbidden":
		case "not_found":
			return "Check the company id, and that the app is connected to the company.";
		default:
			return "Check the network, HTTPS_PROXY and the base URL, then run `signoff login` again.";
	}
}
