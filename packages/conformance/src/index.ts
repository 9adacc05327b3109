export {
	behaviours,
	behavioursOf,
	outcomeKindsByRole,
} from "./behaviours/index.ts";
export { runsInForm } from "./behaviours/option-forms.ts";
export type {
	Behaviour,
	DraftFeature,
	Driver,
	Expected,
	Identity,
	NamedDraft,
	Observed,
	OptionForm,
	RecordedResponse,
	Role,
	ServerRecord,
} from "./behaviours/types.ts";
export {
	type CompanyFixture,
	fixtureOf,
	tokenOf,
} from "./drivers/company-fixture.ts";
export { coreDriver } from "./drivers/core-driver.ts";
export {
	type ServerDriverOptions,
	type StartedServer,
	serverDriver,
} from "./drivers/server-driver.ts";
export { type Harm, harmTexts } from "./report/harms.ts";
export type {
	BehaviourResult,
	BehaviourVerdict,
	ConformanceReport,
	Totals,
} from "./report/types.ts";
export type { ActorEvent } from "./simulation/actor-events.ts";
export type {
	InjectedFault,
	Interleaving,
	NetworkFault,
} from "./simulation/faults.ts";
export type {
	Person,
	StepTemplate,
	Variants,
	WorldPlan,
} from "./simulation/world.ts";
export { compareObserved } from "./suite/compare.ts";
