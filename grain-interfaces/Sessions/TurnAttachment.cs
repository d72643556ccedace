namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>An image that comes with a message.</summary>
[GenerateSerializer, Alias("moltbot.TurnAttachment"), Immutable]
public sealed record TurnAttachment
{
    /// <summary>Its type, taken from its bytes.</summary>
    [Id(0)] public required string MimeType { get; init; }

    /// <summary>Its bytes, at most 5,000,000.</summary>
    [Id(1)] public required byte[] Content { get; init; }

    /// <summary>Its name as sent, for display only.</summary>
    [Id(2)] public string? FileName { get; init; }
}
