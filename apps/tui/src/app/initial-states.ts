import type { Phase, PhaseStart } from "./model/screen.ts";
import type { ScreenName, StatesDuring } from "./screen-types.ts";
import * as screens from "./screens.ts";

type StartOf<P extends Phase> = {
	name: ScreenName;
	phase: P;
	initial: (start: PhaseStart[P]) => unknown;
};
type AnyStart = { [P in Phase]: StartOf<P> }[Phase];

const all: AnyStart[] = Object.values(screens);

/** The first states of a phase's screens, by name. */
export function initialStates<P extends Phase>(
	phase: P,
	start: PhaseStart[P],
): StatesDuring<P> {
	const states = all
		.filter((screen) => startsIn(screen, phase))
		.map((screen) => [screen.name, screen.initial(start)]);
	return Object.fromEntries(states) as StatesDuring<P>;
}

function startsIn<P extends Phase>(
	screen: AnyStart,
	phase: P,
): screen is AnyStart & StartOf<P> {
	return screen.phase === phase;
}

/** The first states of the screens that share a draft. */
export function initialDraftStates(): StatesDuring<"choosing" | "answering"> {
	return {
		...initialStates("choosing", null),
		...initialStates("answering", null),
	};
}
