namespace Moltbot.GrainInterfaces.Channels;

/// <summary>A picture that the platform holds and that nobody has fetched.</summary>
[GenerateSerializer, Alias("moltbot.OfferedPicture")]
public sealed record OfferedPicture
{
    /// <summary>What the platform gives it for: a file's id or an address, as the platform told it.</summary>
    [Id(0)] public required string Reference { get; init; }

    /// <summary>Its size in bytes as the platform told it; null when it did not.</summary>
    [Id(1)] public long? Bytes { get; init; }

    /// <summary>Its name, for display only.</summary>
    [Id(2)] public string? Name { get; init; }
}
