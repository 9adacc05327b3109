import type { CallName } from "@signoff/core";

/** A request while it is in progress. */
export const requestLabels: Record<CallName, string> = {
	submit: "Sending your answer",
	read_instance: "Looking at the step",
	read_history: "Looking into the history",
	read_me: "Asking who you are",
	refresh_token: "Renewing the token",
};
