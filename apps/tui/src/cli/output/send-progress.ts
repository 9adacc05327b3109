import { sanitize } from "@signoff/core/validation";
import type { RespondActivity, UploadProgress } from "@signoff/sdk";
import { elapsedText } from "../../model/elapsed.ts";
import { requestLabels } from "../../model/request-labels.ts";
import {
	createProgressLine,
	type ProgressOptions,
} from "../../terminal/progress-line.ts";

/** Shows at a terminal what is being done while an answer is sent, and for how long. */
export type SendProgress = {
	onActivity(activity: RespondActivity): void;
	onUpload(path: string, progress: UploadProgress): void;
	/** Shows a text until the next activity. */
	show(text: string): void;
	/** Removes the line. */
	end(): void;
};

/** Starts with nothing shown. */
export function createSendProgress(options: ProgressOptions): SendProgress {
	const { now } = options;
	const line = createProgressLine(options);
	const show = (text: () => string): void =>
		line.show((ms) => sanitize(`${text()}${inBrackets(elapsedText(ms))}`));
	return {
		onActivity: (activity) =>
			show(() =>
				activity.kind === "calling"
					? requestLabels[activity.call]
					: waitingText(activity.until, now()),
			),
		onUpload: (path, { sent, total }) =>
			show(() => `Uploading ${path}: ${percent(sent, total)} %`),
		show: (text) => show(() => text),
		end: line.end,
	};
}

function inBrackets(elapsed: string): string {
	return elapsed === "" ? "" : ` (${elapsed.trim()})`;
}

function waitingText(until: string, now: number): string {
	const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
	return `No answer that decides it. Trying again in ${seconds} s; nothing is recorded twice`;
}

function percent(sent: number, total: number): number {
	return total === 0 ? 100 : Math.floor((sent / total) * 100);
}
