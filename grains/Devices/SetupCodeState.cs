using Moltbot.GrainInterfaces.Devices;

namespace Moltbot.Grains.Devices;

/// <summary>A setup code's row.</summary>
[GenerateSerializer, Alias("moltbot.SetupCodeState")]
public sealed class SetupCodeState
{
    /// <summary>What it is good for; null once it is not.</summary>
    [Id(0)] public SetupOffer? Offer { get; set; }
}
