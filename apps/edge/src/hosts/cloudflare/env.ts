import { parseFixture } from "../../fixture/load.ts";
import type { Fixture } from "../../fixture/schema.ts";
import type { WorkerEnv } from "./bindings.ts";

/** What a deployment's variables come to; `sentence` says for its log what is wrong with them. */
export type Settings =
	| { kind: "usable"; fixture: Fixture | null }
	| { kind: "unusable"; sentence: string };

// The runtime hands in the same object every time.
const read = new WeakMap<object, Settings>();

/** Reads the variables, once. */
export function settingsOf(env: WorkerEnv): Settings {
	const known = read.get(env) ?? readSettings(env);
	read.set(env, known);
	return known;
}

function readSettings({ UPSTREAM, FIXTURE }: WorkerEnv): Settings {
	switch (UPSTREAM) {
		case "embedded":
			return readFixture(FIXTURE);
		case "procore":
			return unusable(
				"The variable UPSTREAM is procore, which is not available in this version: set it to embedded.",
			);
		case undefined:
		case "":
			return unusable(
				"The variable UPSTREAM is missing: set it to embedded, and this endpoint is the system of record itself.",
			);
		default:
			return unusable(
				"The variable UPSTREAM is not known: it must be embedded.",
			);
	}
}

function readFixture(given: unknown): Settings {
	if (given === undefined || given === "")
		return { kind: "usable", fixture: null };
	const fixture = parseFixture(
		typeof given === "string" ? parseJson(given) : given,
	);
	if (fixture.kind === "parsed")
		return { kind: "usable", fixture: fixture.value };
	const reasons = fixture.issues.map(({ message }) => message).join(" ");
	return unusable(`The variable FIXTURE is not a fixture: ${reasons}`);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

function unusable(sentence: string): Settings {
	return { kind: "unusable", sentence };
}
