using Moltbot.Policy.Tools.Mcp;

namespace Moltbot.Grains.Agents.Tools.Mcp;

/// <summary>What an agent's servers of tools say they have. The same object as long as that is the same.</summary>
/// <param name="Tools">The tools that can be offered, where policy allows them.</param>
/// <param name="Silent">The names of servers that have not said what they have.</param>
internal sealed record McpListing(IReadOnlyList<McpTool> Tools, IReadOnlyList<string> Silent)
{
    public static McpListing None { get; } = new([], []);

    /// <summary>The tool of that name; null where there is none.</summary>
    public McpTool? Find(string name) => Tools.FirstOrDefault(tool => tool.Name == name);
}
