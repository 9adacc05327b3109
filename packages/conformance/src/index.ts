export type {
	Behaviour,
	Driver,
	Expected,
	Held,
	HeldAnswer,
	Identity,
	Observed,
	Role,
} from "./behaviours/behaviour.ts";
export { behaviours, behavioursOf, kindsOf } from "./behaviours/index.ts";
export { coreDriver } from "./drivers/core-driver.ts";
export { type CompanyFixture, fixtureOf, tokenOf } from "./drivers/fixture.ts";
export { type StartedServer, serverDriver } from "./drivers/server-driver.ts";
export { judge } from "./judge.ts";
export type { Doing } from "./world/doing.ts";
export type { Fate, Fault, Meanwhile } from "./world/fate.ts";
export type { Person, PlannedStep, Variants, WorldPlan } from "./world/plan.ts";
