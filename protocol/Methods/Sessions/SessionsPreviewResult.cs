namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>Ends of transcripts.</summary>
public sealed record SessionsPreviewResult
{
    /// <summary>Epoch milliseconds.</summary>
    public required long Ts { get; init; }

    /// <summary>In the order asked.</summary>
    public required IReadOnlyList<SessionPreview> Previews { get; init; }
}
