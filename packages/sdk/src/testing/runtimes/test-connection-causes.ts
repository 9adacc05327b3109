import type {
	ClientCall,
	ClientResult,
} from "@signoff/conformance/fault-server";
import { type CauseCode, causeMessages } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import { submission } from "../sample-instance.ts";
import { connectionCauses, type RuntimeName } from "./connection-causes.ts";
import { faultyAddresses } from "./faulty-addresses.ts";

const causeCodes = Object.keys(causeMessages) as CauseCode[];

type Respond = (call: ClientCall) => Promise<ClientResult>;

// An attempt may take half of it.
const deadline_ms = 6_000;

/** A test that the runtime knows exactly the causes of failed connections that the documentation names. */
export function testConnectionCauses(
	runtime: RuntimeName,
	respond: Respond,
): void {
	test(`${runtime} reports the causes of failed connections as documented`, async () => {
		const addresses = Object.entries(await faultyAddresses());
		const known = await Promise.all(
			addresses.map(
				async ([fault, url]) => [fault, await causeAt(url, respond)] as const,
			),
		);
		expect(Object.fromEntries(known)).toEqual(connectionCauses[runtime]);
	});
}

/** What the first request to the address shows that a busy machine does not end by a timeout. */
async function causeAt(
	base_url: string,
	respond: Respond,
): Promise<{ cause: CauseCode | undefined; notSent: boolean }> {
	const { outcome } = await respond({
		base_url,
		token: "t",
		submission,
		draft: null,
		deadline_ms,
	});
	const { attempts } = outcome;
	const first =
		attempts.find(({ cause }) => cause !== "timeout") ?? attempts[0];
	return {
		cause: causeCodes.find((code) => code === first?.cause),
		notSent: first?.concluded === "not sent",
	};
}
