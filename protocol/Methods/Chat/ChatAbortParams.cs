namespace Moltbot.Protocol.Methods.Chat;

/// <summary>Stops runs of a session.</summary>
public sealed record ChatAbortParams
{
    /// <summary>The session.</summary>
    public required string SessionKey { get; init; }

    /// <summary>Only this run.</summary>
    public string? RunId { get; init; }
}
