import type { Attachments, ResponseOption } from "@signoff/core";
import type { Fixture } from "@signoff/core/fixture";

/** Options of `createFakeServer`. */
export type FakeServerOptions = {
	/**
	 * The company that the server holds, in the fixture format of `@signoff/edge`. `object` accepts parsed JSON.
	 *
	 * @default the sample company
	 */
	fixture?: Fixture | object | undefined;
	/**
	 * How a page of a list of instances names the next one.
	 *
	 * @default "link"
	 */
	paging?: Paging | undefined;
};

/**
 * The header `Link` beside `Total`; the header `Total` alone; `has_next_page` in the body, beside `data` or in a
 * `pagination` object. Procore's guides allow each (contract §2).
 */
export type Paging = "link" | "total" | "has_next_page" | "pagination";

/** A server of the contract in memory. */
export type FakeServer = {
	/** `fetch` that reaches this server only. It rejects for any other origin, and if its signal is aborted. */
	fetch: (
		input: string | URL | Request,
		init?: RequestInit,
	) => Promise<Response>;
	/** The server's base URL, without a slash at its end. */
	url: string;
	/**
	 * Returns what is on record for a workflow instance.
	 *
	 * @throws {RangeError} if there is no such instance
	 */
	record(instanceId: string): FakeRecord;
};

/** What is on record for a workflow instance. Plain JSON, a copy. */
export type FakeRecord = {
	/** The current step occurrence; `null` once the instance has ended. */
	current_step: RecordedStep | null;
	/** Every response, oldest first. */
	responses: FakeResponse[];
};

/** A step occurrence. */
export type RecordedStep = { id: string; name: string };

/** A response on record. */
export type FakeResponse = {
	step: RecordedStep;
	person: { id: string; login: string; name: string };
	option: ResponseOption;
	/** As sent; `null` if none was. */
	comment: string | null;
	/** The ids as sent. */
	attachments: Attachments;
	/** ISO 8601, UTC. */
	submitted_at: string;
};
