export { namedWaitMs } from "./headers.ts";
export {
	answered,
	called,
	closedUntil,
	nextCallAt,
	nextWorkAt,
	type Pace,
	type PaceWindow,
	unpaced,
	workBegun,
	workOver,
} from "./rate-limiter.ts";
