import type { Outcome } from "@signoff/core";
import type { Company } from "@signoff/core/contract";
import {
	type Auth,
	bearer,
	type Client,
	createClient,
	type Fetch,
	safe,
} from "@signoff/sdk";

/** What a first request to the API found. */
export type Probe = {
	/** The address that was asked. */
	url: URL;
	/** The proxy that it went through, without its credentials; `null` if none is set. */
	proxy: { variable: string; url: URL } | null;
	/** Why it failed; `null` if the API answered with a list. */
	failure: { outcome: Outcome; message: string } | null;
	/** The HTTP response, if there was one. */
	response: RecordedResponse | null;
	/** The error of `fetch`, if there was no response. */
	error: unknown;
	/** A company of the person. */
	company: Company | undefined;
};

/** An HTTP response, and when it arrived, in Unix milliseconds. */
export type RecordedResponse = {
	status: number;
	headers: Record<string, string>;
	sent_at: number;
	received_at: number;
};

/** A `fetch` that remembers its last response or error. */
export type RecordingFetch = {
	fetch: Fetch;
	last: () => { response: RecordedResponse | null; error: unknown };
};

/** Doctor is watched: it does not try for as long as other commands. */
export const deadlineMs = 4_000;

export function recordingFetch(
	fetch: Fetch | undefined,
	now: () => number,
): RecordingFetch {
	let response: RecordedResponse | null = null;
	let error: unknown = null;
	const inner: Fetch = fetch ?? globalThis.fetch;
	return {
		async fetch(input, init) {
			const sent_at = now();
			try {
				const received = await inner(input, init);
				response = {
					status: received.status,
					headers: Object.fromEntries(received.headers),
					sent_at,
					received_at: now(),
				};
				return received;
			} catch (cause) {
				error = cause;
				throw cause;
			}
		},
		last: () => ({ response, error }),
	};
}

/**
 * Lists the companies of the login. Without a usable token it asks with a made-up one: the refusal shows whether the API
 * answers.
 */
export async function probeApi(
	url: URL,
	auth: Auth | null,
	companyId: string | undefined,
	fetch: Fetch | undefined,
	now: () => number,
	signal: AbortSignal,
): Promise<Omit<Probe, "proxy">> {
	const recording = recordingFetch(fetch, now);
	const ask = async (with_: Auth): Promise<Omit<Probe, "proxy">> => {
		// A connection that failed is diagnosed at once; the client would try again until its deadline.
		const failed = new AbortController();
		const client = createClient({
			baseUrl: url,
			auth: with_,
			fetch: recording.fetch,
			hooks: {
				onRequest: ({ status }) => {
					if (status === null) setImmediate(() => failed.abort());
				},
			},
		});
		const read = await safe(
			firstCompany(client, companyId, AbortSignal.any([signal, failed.signal])),
		);
		return {
			url,
			failure: read.kind === "ok" ? null : read,
			company: read.kind === "ok" ? read.value : undefined,
			...recording.last(),
		};
	};
	const first = auth === null ? null : await ask(auth);
	if (first !== null && (first.response !== null || first.error !== null))
		return first;
	const anonymous = await ask(bearer("signoff-doctor"));
	return { ...anonymous, failure: first?.failure ?? anonymous.failure };
}

async function firstCompany(
	client: Client,
	companyId: string | undefined,
	signal: AbortSignal,
): Promise<Company | undefined> {
	const options = { signal, deadlineMs, attemptTimeoutMs: deadlineMs };
	const companies = client.companies.list({
		...options,
		...(companyId !== undefined &&
			/^[0-9]{1,40}$/.test(companyId) && { companyId }),
	});
	for await (const company of companies) return company;
	return undefined;
}
