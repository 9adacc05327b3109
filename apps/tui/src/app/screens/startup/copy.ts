/** What the screen says while something is read. */
export const openingTheme: {
	reading: Record<"companies" | "instance", string>;
	none: string;
} = {
	reading: {
		companies: "Looking for your companies",
		instance: "Reading the step",
	},
	none: "The server shows you no company. Check with an administrator that you and this app belong to one.",
};
