using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Tools;

/// <summary>What the configuration says of <c>memory_search</c> and <c>memory_get</c> (<c>memorySearch</c> of an agent or of all). Nothing else there has an effect.</summary>
/// <param name="IsEnabled">Whether an agent has them where its tool policy allows it; yes where nothing is said.</param>
public sealed record MemorySearchSettings(bool IsEnabled)
{
    /// <summary>Reads them.</summary>
    public static MemorySearchSettings Of(ConfigDocument document, string agentId) => new(
        document.Agents.Find(agentId)?.Section.Section("memorySearch").Bool("enabled")
        ?? document.Section("agents", "defaults").Section("memorySearch").Bool("enabled") ?? true);
}
