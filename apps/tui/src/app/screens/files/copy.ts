/** Texts of the screen of files. */
export const filesTexts = {
	head: (count: number): string =>
		count === 0
			? "No file goes with your answer."
			: `${count === 1 ? "1 file goes" : `${count} files go`} with your answer.`,
	prompt: "The path of a file. Enter alone goes on.",
	matches: (names: readonly string[]): string =>
		`${names.length} names: ${names.join("  ")}`,
} as const;
