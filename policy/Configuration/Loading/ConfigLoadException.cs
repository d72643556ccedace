namespace Moltbot.Policy.Configuration.Loading;

/// <summary>A document that cannot be put together (includes, variables). The message names the place.</summary>
internal sealed class ConfigLoadException(string message, string path = "") : Exception(message)
{
    public string Path { get; } = path;
}
