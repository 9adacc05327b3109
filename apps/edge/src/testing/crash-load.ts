import { currentStep, type Reply, sendRequest, wireBody } from "./client.ts";
import { prefixes } from "./company.ts";

/** Number of instances that each round sends submissions to. */
export const instancesPerRound = 20;

/** An edge that can be killed. */
export type KillableEdge = {
	url: string;
	/** `kill -9`; resolves when the process has ended. */
	kill(): Promise<void>;
};

/** One submission and its reply; `null` if the process ended before it replied. */
export type SentSubmission = {
	url: string;
	id: string;
	person: string;
	option: string;
	comment: string;
	step: string;
	reply: Reply | null;
};

/** Sends the submissions of a round concurrently, and kills the process after some of the replies. */
export async function loadUntilKilled(
	edge: KillableEdge,
	round: number,
): Promise<SentSubmission[]> {
	const base = edge.url + prefixes.project;
	const ids = Array.from({ length: instancesPerRound }, (_, i) =>
		String(20_000 + round * instancesPerRound + i),
	);
	const steps = new Map(
		await Promise.all(
			ids.map(async (id) => [id, await currentStep(base, id)] as const),
		),
	);
	// Each person sends two identical submissions and a different one, and the first to arrive is recorded.
	const submissions = ids.flatMap((id) =>
		["ada", "bob"].flatMap((person) =>
			["2000", "2000", "2001"].map((option) => ({
				id,
				person,
				option,
				comment: `${person} ${option}`,
				step: steps.get(id) ?? "",
			})),
		),
	);
	let replyCount = 0;
	let killed: Promise<void> | null = null;
	const killAfter = 10 + ((round * 17) % 100);
	const sent = await Promise.all(
		submissions.map(async (each): Promise<SentSubmission> => {
			const url = `${base}/instances/${each.id}/responses`;
			const reply = await submit({ ...each, url }).catch(() => null);
			replyCount += 1;
			if (replyCount === killAfter) killed = edge.kill();
			return { ...each, url, reply };
		}),
	);
	await killed;
	return sent;
}

function submit({
	url,
	person,
	step,
	option,
	comment,
}: Omit<SentSubmission, "reply">): Promise<Reply> {
	return sendRequest(url, {
		token: `${person}-token`,
		body: wireBody(step, option, { comment }),
	});
}
