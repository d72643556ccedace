using System.Text.Json;

namespace Moltbot.Protocol.Runners;

/// <summary>A tool that a server says it has. All of it is the server's word.</summary>
public sealed record ToolMcpTool
{
    /// <summary>Most of them in one answer; of more the first.</summary>
    public const int Most = 32;

    /// <summary>Longest name, description and schema told, characters. A description is cut; a tool with a longer name or schema is left out.</summary>
    public const int MaxName = 64, MaxDescription = 2_000, MaxSchema = 8 << 10;

    /// <summary>The server's name of it.</summary>
    public required string Name { get; init; }

    /// <summary>What it says of it; null for nothing.</summary>
    public string? Description { get; init; }

    /// <summary>The JSON schema of its arguments.</summary>
    public required JsonElement Schema { get; init; }
}
