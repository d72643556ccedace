namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>Deletes a session.</summary>
public sealed record SessionsDeleteParams
{
    /// <summary>The session; never the main one.</summary>
    public required string Key { get; init; }

    /// <summary>Whether its transcript goes too, default true.</summary>
    public bool? DeleteTranscript { get; init; }
}
