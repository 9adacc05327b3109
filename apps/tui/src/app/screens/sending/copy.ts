import type { CallName } from "@signoff/core";

/** Each call, while it is made and once it is over. */
export const callWords: Record<CallName, { doing: string; done: string }> = {
	submit: { doing: "Sending your answer", done: "Sent your answer" },
	read_instance: { doing: "Looking at the step", done: "Looked at the step" },
	read_history: {
		doing: "Looking into the history",
		done: "Looked into the history",
	},
	read_me: { doing: "Asking who you are", done: "Asked who you are" },
	refresh_token: { doing: "Renewing the token", done: "Renewed the token" },
};
