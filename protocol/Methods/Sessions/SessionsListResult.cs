namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>Session rows.</summary>
public sealed record SessionsListResult
{
    /// <summary>Epoch milliseconds.</summary>
    public required long Ts { get; init; }

    /// <summary>Where they are stored, <c>(multiple)</c> when merged.</summary>
    public required string Path { get; init; }

    /// <summary>How many rows.</summary>
    public required long Count { get; init; }

    /// <summary>Model of new sessions.</summary>
    public required SessionDefaults Defaults { get; init; }

    /// <summary>The rows, newest first.</summary>
    public required IReadOnlyList<SessionRow> Sessions { get; init; }
}
