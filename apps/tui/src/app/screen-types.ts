import type { Phase } from "./model/screen.ts";
import type * as screens from "./screens.ts";

type Screens = typeof screens;

/** The name of a screen. */
export type ScreenName = keyof Screens;

/** The phase of a screen. */
export type PhaseOf<Name extends ScreenName> = Screens[Name]["phase"];

/** The names of a phase's screens. */
export type NameDuring<P extends Phase> = {
	[Name in ScreenName]: PhaseOf<Name> extends P ? Name : never;
}[ScreenName];

/** The screens that a key can show by name. The others need a submission. */
export type ShowableName = NameDuring<
	"browsing" | "choosing" | "answering" | "batch"
>;

/** The own state of a screen. */
export type StateOf<Name extends ScreenName> = ReturnType<
	Screens[Name]["initial"]
>;

/** The own states of a phase's screens, by name. */
export type StatesDuring<P extends Phase> = {
	[Name in NameDuring<P>]: StateOf<Name>;
};
