/** Shown above an empty comment. */
export const commentPrompt =
	"A comment, if you like. Enter goes on without one.";

/** Shown above a comment. */
export function commentLength(characters: number): string {
	return `Your comment: ${characters} characters`;
}
