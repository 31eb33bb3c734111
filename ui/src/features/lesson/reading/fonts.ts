/**
 * The faces that a lesson is set in, loaded before its first paint: a text wrapped in another face
 * would be wrapped anew a moment later, under the reader's eyes. They lie on this machine.
 */
const FACES = ['400 20px "Literata Variable"', 'italic 400 20px "Literata Variable"', '400 15px "Inter Variable"'];
/** Should loading hang, reading goes on in whatever there is. */
const PATIENCE_MS = 500;

export async function readingFonts(): Promise<void> {
  // Not there in the DOM of the tests.
  const fonts = document.fonts as FontFaceSet | undefined;
  if (!fonts) return;
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS));
  await Promise.race([Promise.allSettled(FACES.map((face) => fonts.load(face))), late]);
}
