import { behavioursOf } from "../behaviours/index.ts";
import type { Behaviour } from "../behaviours/types.ts";
import { type CompanyFixture, fixtureOf } from "./company-fixture.ts";

const firstInstance = 20_001;

/** A server's behaviours, each with its own instance, so that all of them can run on one server. */
export function behavioursWithOwnInstances(): Behaviour[] {
	return behavioursOf("server").map((behaviour, index) => {
		const instance_id = String(firstInstance + index);
		const plan = { ...behaviour.plan, instance_id };
		return {
			...behaviour,
			plan,
			submission: withInstanceId(behaviour, instance_id),
		};
	});
}

/** One company that holds the instances of all {@link behavioursWithOwnInstances}. */
export function sharedFixture(): CompanyFixture {
	const parts = behavioursWithOwnInstances().map(({ plan }, index) =>
		fixtureOf(plan, String(index + 1)),
	);
	const [first] = parts;
	if (first === undefined) throw new RangeError("There are no behaviours.");
	return {
		...first,
		templates: parts.flatMap(({ templates }) => templates),
		instances: parts.flatMap(({ instances }) => instances),
	};
}

function withInstanceId({ plan, submission }: Behaviour, id: string): unknown {
	const named =
		typeof submission === "object" && submission !== null && "id" in submission;
	return named && submission.id === plan.instance_id
		? { ...submission, id }
		: submission;
}
