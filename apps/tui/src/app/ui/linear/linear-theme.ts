import { type AppTheme, appTheme, type Environment } from "../theme.ts";

/** A theme without signs: what they mean is in the words. */
export function linearTheme(env: Environment): AppTheme {
	const theme = appTheme(env);
	const none = "";
	return {
		...theme,
		color: false,
		links: false,
		screenReader: true,
		signs: false,
		glyphs: {
			...theme.glyphs,
			cursor: none,
			separator: ", ",
			more: none,
			less: none,
			open: none,
			approve: none,
			return: none,
			reject: none,
			other: none,
			waiting: none,
		},
	};
}
