/** The tools of this session. What is not kept yet outlives its screen and goes on trying. */
import { host } from '../../../api/client';
import type { Host } from '../../../api/port';
import { ToolModel } from './tool.svelte';

const sessions = new WeakMap<Host, Map<string, ToolModel>>();

function session(): Map<string, ToolModel> {
  const now = host();
  let models = sessions.get(now);
  if (!models) {
    models = new Map();
    sessions.set(now, models);
    keepOnLeaving(now, models);
  }
  return models;
}

export function toolModel(tool: string): ToolModel {
  const models = session();
  const model = models.get(tool) ?? new ToolModel(tool);
  models.set(tool, model);
  return model;
}

/** For as long as the window lives: a tool may hold something after its screen has gone. */
function keepOnLeaving(now: Host, models: Map<string, ToolModel>): void {
  const keep = async () => {
    await Promise.all([...models.values()].map((model) => model.flush()));
  };
  const stuck = () => [...models.values()].some((model) => model.pending && model.status !== 'unsaved');
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void keep();
  });
  window.addEventListener('pagehide', () => void keep());
  window.addEventListener('blur', () => void keep());
  // Only what could not be kept is worth a question.
  window.addEventListener('beforeunload', (event) => {
    if (stuck()) event.preventDefault();
  });
  now.onClosing(keep);
}
