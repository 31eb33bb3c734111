/** A tiny hash router: `#/today`, `#/lesson/<course>/<lesson>`. The hash works under any host's origin. */
import type { SittingKind } from '../api/bindings';

export type Route =
  | { name: 'today' }
  | { name: 'course' }
  | { name: 'lesson'; course: string; lesson: string; block?: string }
  | { name: 'assessment' | 'result'; course: string; kind: SittingKind; module?: string }
  | { name: 'workbook'; tool?: string }
  | { name: 'direction' }
  | { name: 'notes'; note?: string }
  | { name: 'review'; list?: boolean }
  | { name: 'glossary'; term?: string }
  | { name: 'facts' }
  | { name: 'due' }
  | { name: 'settings'; page: string }
  | { name: 'gallery' }
  | { name: 'unknown'; path: string };

export type RouteName = Route['name'];

export const SETTINGS_START = 'appearance';

export function parseRoute(hash: string): Route {
  const path = hash.replace(/^#?\/?/, '');
  const unknown: Route = { name: 'unknown', path };
  let parts: string[];
  try {
    parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return unknown;
  }
  const [name, first, second, third] = parts;
  const only = parts.length === 1;
  if (name === undefined || (name === 'today' && only)) return { name: 'today' };
  if (name === 'course' && only) return { name: 'course' };
  if (name === 'gallery' && only) return { name: 'gallery' };
  if ((name === 'facts' || name === 'due') && only) return { name };
  if (name === 'review' && (only || (first === 'cards' && parts.length === 2))) return { name, ...(first ? { list: true } : {}) };
  if (name === 'glossary' && parts.length <= 2) return { name, ...(first ? { term: first } : {}) };
  if ((name === 'direction' && only) || (name === 'workbook' && first === 'direction' && parts.length === 2)) return { name: 'direction' };
  if (name === 'workbook' && parts.length <= 2) return { name, ...(first ? { tool: first } : {}) };
  if (name === 'notes' && parts.length <= 2) return { name, ...(first ? { note: first } : {}) };
  if (name === 'settings' && parts.length <= 2) return { name: 'settings', page: first ?? SETTINGS_START };
  if (name === 'lesson' && first && second && parts.length <= 4) {
    return { name: 'lesson', course: first, lesson: second, ...(third ? { block: third } : {}) };
  }
  if ((name === 'assessment' || name === 'result') && first && isKind(second) && parts.length <= 4 && (second === 'fast') === (third !== undefined)) {
    return { name, course: first, kind: second, ...(third ? { module: third } : {}) };
  }
  return unknown;
}

const isKind = (text: string | undefined): text is SittingKind => text === 'pre' || text === 'fast' || text === 'post';

/** The address of a route, for `href`. */
export function hrefOf(route: Route): string {
  return `#/${partsOf(route).map(encodeURIComponent).join('/')}`;
}

function partsOf(route: Route): string[] {
  switch (route.name) {
    case 'lesson':
      return ['lesson', route.course, route.lesson, ...(route.block ? [route.block] : [])];
    case 'assessment':
    case 'result':
      return [route.name, route.course, route.kind, ...(route.module ? [route.module] : [])];
    case 'workbook':
      return ['workbook', ...(route.tool ? [route.tool] : [])];
    case 'direction':
      return ['workbook', 'direction'];
    case 'notes':
      return ['notes', ...(route.note ? [route.note] : [])];
    case 'review':
      return ['review', ...(route.list ? ['cards'] : [])];
    case 'glossary':
      return ['glossary', ...(route.term ? [route.term] : [])];
    case 'settings':
      return ['settings', route.page];
    case 'unknown':
      return route.path.split('/');
    default:
      return [route.name];
  }
}

class Router {
  current = $state.raw<Route>(parseRoute(window.location.hash));

  /** Follows the address until the returned function is called. */
  start(): () => void {
    const follow = () => {
      this.current = parseRoute(window.location.hash);
    };
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }

  go(route: Route): void {
    window.location.hash = hrefOf(route);
    this.current = route;
  }

  /** Like `go`, without a step in the history. */
  replace(route: Route): void {
    history.replaceState(history.state, '', hrefOf(route));
    this.current = route;
  }

  back(): void {
    history.back();
  }
}

export const router = new Router();
