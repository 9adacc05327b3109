import type { Project } from "@signoff/core/contract";
import {
	byUrgency,
	type Client,
	type InboxOptions,
	type InboxProgress,
	type SafeResult,
	safe,
	type UnreadablePart,
	type WaitingStep,
} from "@signoff/sdk";
import { inboxScopes, type Watched } from "./watched.ts";

/** The steps that wait for this person, most urgent first. */
export type InboxContents = {
	waiting: WaitingStep[];
	/** How many lists and instances this person may not see. */
	hidden: number;
};

/** What is read, and who is notified meanwhile. */
export type ReadInboxOptions = Pick<
	InboxOptions,
	"signal" | "known" | "cursor"
> & {
	watched: Watched;
	/** All projects, if they were listed just before. */
	projects?: readonly Project[] | undefined;
	/** Receives each step as soon as it is found, in no particular order. */
	onFound?: (step: WaitingStep) => void;
	/** Receives the progress, each list after its steps. */
	onProgress?: (progress: InboxProgress) => void;
};

/**
 * Reads the whole inbox. It fails if a part could not be read for another reason than that this person may not see it,
 * but not before everything else was read.
 */
export async function readInbox(
	client: Client,
	company_id: string,
	{ watched, projects, onFound, onProgress, ...options }: ReadInboxOptions,
): Promise<SafeResult<InboxContents>> {
	const unreadable: UnreadablePart[] = [];
	const { scopes, projects: chosen } = inboxScopes(company_id, watched);
	const rows = client.inbox(scopes, {
		...options,
		projects: chosen ?? projects,
		onProgress: (progress) => {
			if (progress.unreadable !== null) unreadable.push(progress.unreadable);
			onProgress?.(progress);
		},
	});
	const read = await safe(collect(rows, onFound));
	if (read.kind === "failed") return read;
	const failed = unreadable.find((part) => !isHidden(part));
	if (failed !== undefined)
		return {
			kind: "failed",
			outcome: failed.outcome,
			message: `${placeOf(failed)}: ${failed.message}`,
		};
	const waiting = read.value.sort(byUrgency);
	return { kind: "ok", value: { waiting, hidden: unreadable.length } };
}

function isHidden({ outcome }: UnreadablePart): boolean {
	return outcome.kind === "forbidden" || outcome.kind === "not_found";
}

/** The part of the inbox that could not be read. */
function placeOf({ tool, scope, instance_id }: UnreadablePart): string {
	const { company_id, project_id } = scope;
	return [
		tool,
		instance_id === null ? null : `instance ${instance_id}`,
		project_id === undefined
			? `company ${company_id}`
			: `project ${project_id}`,
	]
		.filter((each) => each !== null)
		.join(", ");
}

async function collect(
	rows: AsyncIterable<WaitingStep>,
	onFound?: (step: WaitingStep) => void,
): Promise<WaitingStep[]> {
	const waiting: WaitingStep[] = [];
	for await (const step of rows) {
		onFound?.(step);
		waiting.push(step);
	}
	return waiting;
}
