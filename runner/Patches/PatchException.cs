namespace Moltbot.Runner.Patches;

/// <summary>A patch that cannot be read, or does not fit its file.</summary>
/// <param name="message">Which line, or which file and change, for the model.</param>
internal sealed class PatchException(string message) : Exception(message);
