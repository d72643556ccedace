namespace Moltbot.GrainInterfaces.Devices;

/// <summary>What became of an answer to a pairing request.</summary>
[GenerateSerializer, Alias("moltbot.DevicePairDecision"), Immutable]
public sealed record DevicePairDecision
{
    /// <summary>The request; null when it is unknown or has expired.</summary>
    [Id(0)] public DevicePairRequest? Request { get; init; }

    /// <summary>The device when it was paired.</summary>
    [Id(1)] public PairedDevice? Device { get; init; }

    /// <summary>Why it was refused: the approver lacks what the request asks for.</summary>
    [Id(2)] public string? Refusal { get; init; }
}
