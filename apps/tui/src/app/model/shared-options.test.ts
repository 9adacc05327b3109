import { expect, test } from "vitest";
import { waitingStep } from "../../testing/waiting-step.ts";
import { sharedOptions } from "./shared-options.ts";

/** A step that offers options, given as `id name`. */
function stepWith(...options: string[]) {
	const step = waitingStep("1");
	const available_response_options = options.map((each) => {
		const [id = "", name = ""] = each.split(" ");
		return { id, name, response_type: name.toLowerCase() };
	});
	return { ...step, step: { ...step.step, available_response_options } };
}

const names = (...steps: ReturnType<typeof stepWith>[]): string[] =>
	sharedOptions(steps).map(({ name }) => name);

test("only options that all steps offer are shared, each with its id in that step", () => {
	const steps = [
		stepWith("1 Approve", "2 Return"),
		stepWith("7 Return", "8 Reject", "9 Approve"),
	];
	expect(names(...steps)).toEqual(["Approve", "Return"]);
	expect(
		sharedOptions(steps).map(({ options }) => options.map(({ id }) => id)),
	).toEqual([
		["1", "9"],
		["2", "7"],
	]);
	expect(names(...steps, stepWith("3 Other"))).toEqual([]);
	expect(sharedOptions([])).toEqual([]);
});

test("an option that a step offers twice is shared only by its id", () => {
	const twice = stepWith("1 Approve", "2 Approve");
	expect(names(twice, stepWith("1 Approve"))).toEqual(["Approve", "Approve"]);
	expect(names(stepWith("1 Approve"), twice)).toEqual(["Approve"]);
	expect(names(stepWith("9 Approve"), twice)).toEqual([]);
});

test("another type or another spelling is another option", () => {
	expect(names(stepWith("1 Approve"), stepWith("1 approve"))).toEqual([]);
});
