import { type WorldFacts, worldDimensions } from "./worlds.ts";

type Words = { [K in keyof WorldFacts]: Record<WorldFacts[K], string> };

const words: Words = {
	step: {
		stays: "the step waits for another person",
		moves: "the step ends with the first response",
	},
	late_repeat: {
		204: "a late repeat is answered with 204",
		404: "a late repeat is answered with 404",
		422: "a late repeat is answered with 422",
	},
	history: {
		shown: "the history is shown",
		labels: "the history shows labels only, with other step ids",
		hidden: "the history is hidden",
	},
	on_record: {
		nothing: "nothing is on record",
		same: "the same response is on record",
		other: "another option is on record",
	},
	delivery_delay: {
		known: "the delivery delay is known",
		unknown: "the delivery delay is unknown",
	},
	me: {
		unknown: "`me` is not known",
		given: "`me` is known",
	},
	instance: {
		read: "no instance is handed in",
		not_read: "no instance is handed in, and none is read first",
		given: "the instance is handed in as it is",
		given_older: "the instance is handed in as it was before that response",
	},
	requests: {
		limited: "the requests are limited",
		default: "the default limit of requests",
	},
};

/** A world in words. */
export function describeWorld(world: WorldFacts): string {
	return Object.entries(world)
		.map(([fact, value]) => wordsOf(fact as keyof WorldFacts)[value])
		.join("; ");
}

/** Every fact with its values in words, one line each. */
export function describeDimensions(): string[] {
	return Object.entries(worldDimensions).map(([fact, values]) =>
		values.map((value) => wordsOf(fact as keyof WorldFacts)[value]).join(" | "),
	);
}

function wordsOf(fact: keyof WorldFacts): Record<string, string> {
	return words[fact];
}
