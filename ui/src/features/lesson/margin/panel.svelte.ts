/** Whether notes are shown beside the text; for as long as the app is open. */
class MarginPanel {
  shown = $state(true);
}

export const margin = new MarginPanel();
