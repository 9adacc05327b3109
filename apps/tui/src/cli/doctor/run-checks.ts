import { api } from "./checks/api.ts";
import { clock } from "./checks/clock.ts";
import { company } from "./checks/company.ts";
import { config } from "./checks/config.ts";
import { connection } from "./checks/connection.ts";
import { dns } from "./checks/dns.ts";
import { node } from "./checks/node.ts";
import { outbox } from "./checks/outbox.ts";
import { permissions } from "./checks/permissions.ts";
import { person } from "./checks/person.ts";
import { proxy } from "./checks/proxy.ts";
import { rateLimit } from "./checks/rate-limit.ts";
import { stateDirectory } from "./checks/state-directory.ts";
import { tls } from "./checks/tls.ts";
import { token } from "./checks/token.ts";
import {
	type Check,
	type CheckName,
	type CheckResult,
	checkNames,
	type Facts,
} from "./facts/check.ts";

/** A check that was made. */
export type MadeCheck = { name: CheckName } & CheckResult;

const checks: Record<CheckName, Check> = {
	node,
	config,
	state_directory: stateDirectory,
	proxy,
	dns,
	connection,
	tls,
	api,
	clock,
	token,
	company,
	person,
	permissions,
	rate_limit: rateLimit,
	outbox,
};

/** Makes all checks in their order. A check that needs one that failed or was not made is not made. */
export async function runChecks(
	facts: Facts,
	onCheck: (check: MadeCheck) => void,
): Promise<MadeCheck[]> {
	const made: MadeCheck[] = [];
	const passed = new Set<CheckName>();
	for (const name of checkNames) {
		const { needs, run } = checks[name];
		if (facts.signal.aborted) break;
		if (!needs.every((each) => passed.has(each))) continue;
		const result = await run(facts);
		if (result === null) continue;
		if (result.ok) passed.add(name);
		const check = { name, ...result };
		made.push(check);
		onCheck(check);
	}
	return made;
}
