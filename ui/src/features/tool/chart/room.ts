/** What a drawing goes by: its width, the size of its words and a way to measure them. */
export interface Room {
  width: number;
  size: number;
  measure: (text: string) => number;
}
