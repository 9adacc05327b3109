let segmenter: Intl.Segmenter | undefined;

/** The characters of a text as a person sees them: one for an emoji of several code points. */
export function graphemesOf(text: string): Intl.Segments {
	// Created on first use, which takes about 10 ms.
	segmenter ??= new Intl.Segmenter();
	return segmenter.segment(text);
}
