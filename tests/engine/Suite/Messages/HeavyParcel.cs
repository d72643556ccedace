namespace Moltbot.Engine.Tests.Suite.Messages;

[GenerateSerializer]
public sealed class HeavyParcel : Parcel
{
    [Id(0)]
    public int Weight { get; init; }

    [Id(1)]
    public required string Unit { get; init; }
}
