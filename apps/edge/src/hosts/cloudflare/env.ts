import type { Fixture } from "../../fixture/fixture.ts";
import { parseFixture } from "../../fixture/load.ts";
import type { WorkerEnv } from "./bindings.ts";

/** What a deployment's variables come to; `sentence` says for its log what is wrong with them. */
export type WorkerConfig =
	| { kind: "valid"; fixture: Fixture | null }
	| { kind: "invalid"; message: string };

// The runtime hands in the same object every time.
const read = new WeakMap<object, WorkerConfig>();

/** Reads the variables, once. */
export function readConfig(env: WorkerEnv): WorkerConfig {
	const known = read.get(env) ?? parseConfig(env);
	read.set(env, known);
	return known;
}

function parseConfig({ UPSTREAM, FIXTURE }: WorkerEnv): WorkerConfig {
	switch (UPSTREAM) {
		case "embedded":
			return readFixture(FIXTURE);
		case "procore":
			return invalidConfig(
				"The variable UPSTREAM is procore, which is not available in this version: set it to embedded.",
			);
		case undefined:
		case "":
			return invalidConfig(
				"The variable UPSTREAM is missing: set it to embedded, and this endpoint is the system of record itself.",
			);
		default:
			return invalidConfig(
				"The variable UPSTREAM is not known: it must be embedded.",
			);
	}
}

function readFixture(given: unknown): WorkerConfig {
	if (given === undefined || given === "")
		return { kind: "valid", fixture: null };
	const fixture = parseFixture(
		typeof given === "string" ? parseJson(given) : given,
	);
	if (fixture.kind === "parsed")
		return { kind: "valid", fixture: fixture.value };
	const reasons = fixture.issues.map(({ message }) => message).join(" ");
	return invalidConfig(`The variable FIXTURE is not a fixture: ${reasons}`);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

function invalidConfig(message: string): WorkerConfig {
	return { kind: "invalid", message };
}
