/** The tools of this session. What is not kept yet outlives its screen and goes on trying. */
import { host } from '../../../api/client';
import { keepOnLeaving } from '../../../api/leaving';
import type { Host } from '../../../api/port';
import { ToolModel } from './tool.svelte';

const sessions = new WeakMap<Host, Map<string, ToolModel>>();

function session(): Map<string, ToolModel> {
  const now = host();
  let models = sessions.get(now);
  if (!models) {
    models = new Map();
    sessions.set(now, models);
    keepAll(models);
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
function keepAll(models: Map<string, ToolModel>): void {
  keepOnLeaving({
    keep: async () => {
      await Promise.all([...models.values()].map((model) => model.flush()));
    },
    stuck: () => [...models.values()].some((model) => model.pending && model.status !== 'unsaved'),
  });
}
