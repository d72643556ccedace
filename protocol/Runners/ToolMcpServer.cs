namespace Moltbot.Protocol.Runners;

/// <summary>A server of tools (Model Context Protocol) as the configuration describes it: a program or an address.</summary>
public sealed record ToolMcpServer
{
    /// <summary>How the configuration calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The program, by its path or name in the sandbox; null for an address.</summary>
    public string? Command { get; init; }

    /// <summary>The program's arguments; null for none.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>The program's variables, perhaps secrets; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    /// <summary>The address; null for a program.</summary>
    public string? Url { get; init; }

    /// <summary>What is sent with each request, perhaps secrets; null for nothing.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The server's own name of the tool that is called; null where the question is which tools it has.</summary>
    public string? Tool { get; init; }
}
