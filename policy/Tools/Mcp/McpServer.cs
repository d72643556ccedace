namespace Moltbot.Policy.Tools.Mcp;

/// <summary>A server of tools that the configuration names (<c>mcp.servers.&lt;name&gt;</c>): a program in the sandbox, or an address.</summary>
/// <param name="Name">How it is called, and its tools after it.</param>
public sealed record McpServer(string Name)
{
    /// <summary>The program that speaks by its standard input and output, by its path or name in the sandbox; null for an address.</summary>
    public string? Command { get; init; }

    /// <summary>The program's arguments.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>The program's variables besides those of every sandbox. They may be secrets.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The address; null for a program.</summary>
    public string? Url { get; init; }

    /// <summary>What is sent to the address with each request. They may be secrets.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long one call may take, milliseconds, 1,000 to 600,000; 60,000 where nothing is said.</summary>
    public int TimeoutMs { get; init; } = McpServers.UsualTimeoutMs;
}
