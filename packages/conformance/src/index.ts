export { behaviours, behavioursOf, kindsOf } from "./behaviours/index.ts";
export type {
	Behaviour,
	Driver,
	Expected,
	Held,
	HeldAnswer,
	Identity,
	Observed,
	Role,
} from "./behaviours/types.ts";
export {
	type CompanyFixture,
	fixtureOf,
	tokenOf,
} from "./drivers/company-fixture.ts";
export { coreDriver } from "./drivers/core-driver.ts";
export { type StartedServer, serverDriver } from "./drivers/server-driver.ts";
export type { Doing } from "./simulation/actor-events.ts";
export type { Fate, Fault, Meanwhile } from "./simulation/faults.ts";
export type {
	Person,
	PlannedStep,
	Variants,
	WorldPlan,
} from "./simulation/world.ts";
export { judge } from "./suite/compare.ts";
