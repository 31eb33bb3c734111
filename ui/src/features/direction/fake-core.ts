/** For tests: a small core that puts a page together. */
import type { DirectionSection, DirectionSet, DirectionView } from '../../api/bindings';
import { CallError } from '../../api/error';
import { LONGEST } from './own-words.svelte';

const tool = (id: string, name: string, title: string, more: Partial<DirectionSection> = {}): DirectionSection => ({
  id,
  heading: `Heading ${id}`,
  about: `What belongs in ${id}.`,
  text: '',
  own: false,
  drawn: '',
  source: { from: 'tool', tool: name, title },
  ...more,
});

export class FakeDirection {
  sections: DirectionSection[] = [
    tool('mandate', '', '', { source: { from: 'writing', course: 'pmo', lesson: 'm2', block: 'b', place: '2.1 Mandate' } }),
    tool('standing', 't1', 'Survive–thrive'),
    tool('services', 't2', 'Service maturity'),
    tool('support', 't8', 'Stakeholder grid'),
    tool('stop', '', '', { source: { from: 'none' } }),
  ];
  own = new Map<string, string>();
  annexes: DirectionView['annexes'] = [];

  /** An exercise says something else. */
  draw(id: string, drawn: string): void {
    this.sections = this.sections.map((section) => (section.id === id ? { ...section, drawn } : section));
  }

  read = (): DirectionView => {
    const sections = this.sections.map((section) => {
      const own = this.own.get(section.id);
      return { ...section, own: own !== undefined, text: own ?? section.drawn };
    });
    return {
      title: 'PMO direction on a page',
      sections,
      annexes: this.annexes,
      filled: sections.filter(({ text }) => text !== '').length,
    };
  };

  set = ({ section, text }: DirectionSet): DirectionView => {
    if (text === null) this.own.delete(section);
    else if (Array.from(text.trim()).length > LONGEST) throw new CallError('invalid_input', 'Too long.');
    else this.own.set(section, text.trim());
    return this.read();
  };

  answers() {
    return { direction_read: this.read, direction_set: this.set };
  }
}
