export async function compareOnWorkerd(_folder: string): Promise<void> {}
