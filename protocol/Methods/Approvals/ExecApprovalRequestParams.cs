namespace Moltbot.Protocol.Methods.Approvals;

/// <summary>Asks people about a command that the client runs itself.</summary>
public sealed record ExecApprovalRequestParams
{
    /// <summary>Names the request; one is made when left out.</summary>
    public string? Id { get; init; }

    /// <summary>The command.</summary>
    public required string Command { get; init; }

    /// <summary>Working directory.</summary>
    public string? Cwd { get; init; }

    /// <summary>Where it runs.</summary>
    public string? Host { get; init; }

    /// <summary>Policy in force.</summary>
    public string? Security { get; init; }

    /// <summary>When to ask.</summary>
    public string? Ask { get; init; }

    /// <summary>Agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>Program.</summary>
    public string? ResolvedPath { get; init; }

    /// <summary>Session.</summary>
    public string? SessionKey { get; init; }

    /// <summary>How long it waits, milliseconds; 120000 when left out.</summary>
    public long? TimeoutMs { get; init; }
}
