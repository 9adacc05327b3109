/** The facts that tell one world of the exhaustive check from another. */
export type WorldFacts = {
	/** Whether the step ends with the first response, or waits for another person who never responds. */
	step: "stays" | "moves";
	/** The status of an identical resubmission after the step has moved on. */
	late_repeat: 204 | 404 | 422;
	/** `labels`: it has other step ids and shows labels, but no options. */
	history: "shown" | "labels" | "hidden";
	/** The respondent's response on record before the start: none, the submitted one, or one with another option. */
	on_record: "nothing" | "same" | "other";
	/** Whether the settlement knows how late a sent request can still take effect. */
	delivery_delay: "known" | "unknown";
	/** Whether the settlement gets the respondent's identity. */
	me: "unknown" | "given";
	/**
	 * What precedes the first submit: the settlement reads the instance, does not read it, or gets one that was read
	 * at the start, or before the response on record was made.
	 */
	instance: "read" | "not_read" | "given" | "given_older";
	/** Whether the settlement may make only as many requests as the bounds say, or as many as it does by default. */
	requests: "limited" | "default";
};

type Dimensions = { [K in keyof WorldFacts]: readonly WorldFacts[K][] };

/** Every value of every fact, the simplest first. */
export const worldDimensions: Dimensions = {
	step: ["stays", "moves"],
	late_repeat: [204, 404, 422],
	history: ["shown", "labels", "hidden"],
	on_record: ["nothing", "same", "other"],
	delivery_delay: ["known", "unknown"],
	me: ["unknown", "given"],
	instance: ["read", "not_read", "given", "given_older"],
	requests: ["limited", "default"],
};

/** Every combination of facts, without those that repeat another world: see {@link repeatsAnother}. */
export function allWorlds(dimensions: Partial<Dimensions> = {}): WorldFacts[] {
	const all = { ...worldDimensions, ...dimensions };
	let worlds: WorldFacts[] = [simplestWorld];
	for (const [fact, values] of Object.entries(all))
		worlds = worlds.flatMap((world) =>
			values.map((value) => ({ ...world, [fact]: value })),
		);
	return worlds.filter((world) => !repeatsAnother(world));
}

/** The first value of every fact. */
export const simplestWorld: WorldFacts = {
	step: "stays",
	late_repeat: 204,
	history: "shown",
	on_record: "nothing",
	delivery_delay: "known",
	me: "unknown",
	instance: "read",
	requests: "limited",
};

/** True if a step that stays has a late repeat, or nothing on record is older than an instance. */
function repeatsAnother({
	step,
	late_repeat,
	on_record,
	instance,
}: WorldFacts): boolean {
	return (
		(step === "stays" && late_repeat !== 204) ||
		(on_record === "nothing" && instance === "given_older")
	);
}
