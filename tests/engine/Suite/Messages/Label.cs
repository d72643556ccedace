namespace Moltbot.Engine.Tests.Suite.Messages;

[GenerateSerializer]
public sealed record Label(string Text, int? Number, List<string> Tags)
{
    [Id(0)]
    public Dictionary<string, Parcel> Parcels { get; init; } = [];
}
