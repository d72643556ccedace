namespace Moltbot.Protocol.Methods.Chat;

/// <summary>Runs that were stopped.</summary>
public sealed record ChatAbortResult
{
    /// <summary>True.</summary>
    public required bool Ok { get; init; }

    /// <summary>Whether there was any.</summary>
    public required bool Aborted { get; init; }

    /// <summary>Which.</summary>
    public required IReadOnlyList<string> RunIds { get; init; }
}
