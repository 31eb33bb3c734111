/** Why a package was refused, without what the notice around it says already. */
import { sentence } from '../../shared/format/words';

const SAID = [/^This package is [a-z ]+ and was not opened: /, /^This course was not installed\. /, /Nothing was changed\. ?/];

export function refusalReason(message: string): string {
  const rest = SAID.reduce((text, said) => text.replace(said, ''), message).trim();
  // The name of a file, or a place in one (`a.md:1:1: …`), stays as it is written.
  return /^\S*[./]\S/.test(rest) ? rest : sentence(rest);
}
