namespace Moltbot.Runner.Tools;

/// <summary>A call that is not carried out.</summary>
/// <param name="message">Why, for the model.</param>
internal sealed class ToolRefusal(string message) : Exception(message);
