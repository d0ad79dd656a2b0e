/** English for what every visitor's page shows; the rest comes with the dialog, as every other language does. */
export const buttonWords = {
  trigger: 'Try it on',
  triggerWorking: 'Making your picture …',
  triggerReady: 'Your picture is ready',
  loadFailed: 'That did not load. Check your connection and press again.',
};
