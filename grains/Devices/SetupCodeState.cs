using Moltbot.GrainInterfaces.Devices;

namespace Moltbot.Grains.Devices;

/// <summary>A setup code's row.</summary>
[GenerateSerializer, Alias("moltbot.SetupCodeState")]
public sealed class SetupCodeState
{
    /// <summary>What it is good for; null once it is not.</summary>
    [Id(0)] public SetupOffer? Offer { get; set; }

    /// <summary>Who made it: the principal of the claim, <c>device:ID</c> or <c>MODE:CREDENTIAL</c>.</summary>
    [Id(1)] public string? Maker { get; set; }
}
