import type { CallName } from "@signoff/core";
import { sanitize } from "@signoff/core/validation";
import type { RespondActivity, UploadProgress } from "@signoff/sdk";

/** Shows at a terminal what is being done while an answer is sent, and for how long. */
export type SendProgress = {
	onActivity(activity: RespondActivity): void;
	onUpload(path: string, progress: UploadProgress): void;
	/** Shows a text until the next activity. */
	show(text: string): void;
	/** Removes the line. */
	stop(): void;
};

const labels: Record<CallName, string> = {
	submit: "Sending your answer",
	read_instance: "Looking at the step",
	read_history: "Looking into the history",
	read_me: "Asking who you are",
	refresh_token: "Renewing the token",
};

const eraseLine = "\r\u001b[2K";
const tickMs = 1000;

/**
 * Starts with nothing shown. On a terminal that cannot erase (`TERM=dumb`) each activity is a separate line; without a
 * terminal nothing is shown.
 */
export function createSendProgress(
	stderr: NodeJS.WriteStream,
	env: Partial<Record<string, string>>,
	now: () => number,
): SendProgress {
	if (!stderr.isTTY)
		return {
			onActivity: () => {},
			onUpload: () => {},
			show: () => {},
			stop: () => {},
		};
	const isDumb = env["TERM"] === "dumb";
	const startedAt = now();
	let current: (() => string) | null = null;
	let shown = "";
	let timer: NodeJS.Timeout | undefined;

	function draw(): void {
		if (current === null) return;
		const text = sanitize(current());
		const seconds = Math.floor((now() - startedAt) / 1000);
		if (isDumb && text !== shown) stderr.write(`${text}\n`);
		else if (!isDumb)
			stderr.write(`${eraseLine}${cut(`${text} (${seconds} s)`, stderr)}`);
		shown = text;
	}

	function show(text: () => string): void {
		current = text;
		timer ??= setInterval(draw, tickMs).unref();
		draw();
	}

	return {
		onActivity: (activity) =>
			show(() =>
				activity.kind === "calling"
					? labels[activity.call]
					: waitingText(activity.until, now()),
			),
		onUpload: (path, { sent, total }) =>
			show(() => `Uploading ${path}: ${percent(sent, total)} %`),
		show: (text) => show(() => text),
		stop() {
			clearInterval(timer);
			if (current !== null && !isDumb) stderr.write(eraseLine);
			current = null;
		},
	};
}

function waitingText(until: string, now: number): string {
	const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
	return `No answer that decides it. Trying again in ${seconds} s; nothing is recorded twice`;
}

function percent(sent: number, total: number): number {
	return total === 0 ? 100 : Math.floor((sent / total) * 100);
}

/** A line that wraps could not be erased. */
function cut(text: string, { columns = 80 }: NodeJS.WriteStream): string {
	return text.slice(0, Math.max(1, columns - 1));
}
